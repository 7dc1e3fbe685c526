-- The same diary as release form 0012_sync left it.
PRAGMA application_id = 1647391332;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0012_sync');
CREATE TABLE "alias" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	phrase TEXT NOT NULL,
	ordered_words TEXT NOT NULL,
	sorted_words TEXT NOT NULL,
	food_id INTEGER NOT NULL,
	country TEXT DEFAULT '' NOT NULL,
	own INTEGER NOT NULL,
	CONSTRAINT ck_alias_country CHECK (country = '' OR country GLOB '[a-z][a-z]'),
	CONSTRAINT ck_alias_own CHECK (own IN (0, 1)),
	CONSTRAINT fk_alias_food_id FOREIGN KEY(food_id) REFERENCES food (id) ON DELETE CASCADE,
	CONSTRAINT uq_alias_ordered_words UNIQUE (ordered_words, country, own)
)
 STRICT
;
INSERT INTO "alias" VALUES(221,'salted butter','salted butter','butter salted',1,'',0);
INSERT INTO "alias" VALUES(222,'butter','butter','butter',1,'',0);
INSERT INTO "alias" VALUES(290,'full-cream milk','full cream milk','cream full milk',70,'',0);
INSERT INTO "alias" VALUES(291,'full-fat milk','full fat milk','fat full milk',70,'',0);
INSERT INTO "alias" VALUES(292,'cow''s milk','cow milk','cow milk',70,'',0);
INSERT INTO "alias" VALUES(293,'milk','milk','milk',70,'',0);
INSERT INTO "alias" VALUES(294,'whole milk','whole milk','milk whole',70,'',0);
INSERT INTO "alias" VALUES(305,'raw egg','raw egg','egg raw',112,'',0);
INSERT INTO "alias" VALUES(306,'whole egg','whole egg','egg whole',112,'',0);
INSERT INTO "alias" VALUES(307,'chicken egg','chicken egg','chicken egg',112,'',0);
INSERT INTO "alias" VALUES(308,'hen''s egg','hen egg','egg hen',112,'',0);
INSERT INTO "alias" VALUES(309,'egg','egg','egg',112,'',0);
INSERT INTO "alias" VALUES(410,'salmon fillet','salmon fillet','fillet salmon',4687,'',0);
INSERT INTO "alias" VALUES(411,'wild Atlantic salmon','wild atlantic salmon','atlantic salmon wild',4687,'',0);
INSERT INTO "alias" VALUES(412,'wild salmon','wild salmon','salmon wild',4687,'',0);
INSERT INTO "alias" VALUES(413,'salmon','salmon','salmon',4687,'',0);
INSERT INTO "alias" VALUES(467,'cow liver','cow liver','cow liver',3789,'',0);
INSERT INTO "alias" VALUES(468,'fried beef liver','fried beef liver','beef fried liver',3789,'',0);
INSERT INTO "alias" VALUES(469,'ox liver','ox liver','liver ox',3789,'',0);
INSERT INTO "alias" VALUES(470,'beef liver','beef liver','beef liver',3789,'',0);
INSERT INTO "alias" VALUES(583,'Oatly Barista','oatly barista','barista oatly',8812,'',1);
INSERT INTO "alias" VALUES(584,'my cereal','cereal','cereal',1782,'',1);
INSERT INTO "alias" VALUES(585,'liver pate','liver pate','liver pate',8813,'',1);
INSERT INTO "alias" VALUES(101716,'cooked beef liver','cooked beef liver','beef cooked liver',3789,'',0);
INSERT INTO "alias" VALUES(101717,'beef liver steak','beef liver steak','beef liver steak',3789,'',0);
INSERT INTO "alias" VALUES(101718,'Rinderleber','rinderleber','rinderleber',3789,'',0);
INSERT INTO "alias" VALUES(101719,'runderlever','runderlever','runderlever',3789,'',0);
INSERT INTO "alias" VALUES(101720,'foie de boeuf','foie boeuf','boeuf foie',3789,'',0);
INSERT INTO "alias" VALUES(101721,'hígado de res','higado res','higado res',3789,'',0);
INSERT INTO "alias" VALUES(101722,'hígado de ternera','higado ternera','higado ternera',3789,'',0);
INSERT INTO "alias" VALUES(101723,'bistec de hígado','bistec higado','bistec higado',3789,'',0);
INSERT INTO "alias" VALUES(101724,'bife de fígado','bife figado','bife figado',3789,'',0);
INSERT INTO "alias" VALUES(101725,'wątróbka wołowa','watrobka wołowa','watrobka wołowa',3789,'',0);
INSERT INTO "alias" VALUES(101726,'naudanmaksa','naudanmaksa','naudanmaksa',3789,'',0);
INSERT INTO "alias" VALUES(101727,'nötlever','notlever','notlever',3789,'',0);
INSERT INTO "alias" VALUES(101728,'iscas com elas','isca com ela','com ela isca',3789,'',0);
INSERT INTO "alias" VALUES(101729,'iscas à portuguesa','isca portuguesa','isca portuguesa',3789,'',0);
INSERT INTO "alias" VALUES(101730,'iscas de figado','isca figado','figado isca',3789,'',0);
INSERT INTO "alias" VALUES(101731,'sote ciğer','sote ciger','ciger sote',3789,'',0);
INSERT INTO "alias" VALUES(101732,'leverstuing','leverstuing','leverstuing',3789,'',0);
INSERT INTO "alias" VALUES(101733,'jetrica','jetrica','jetrica',3789,'',0);
INSERT INTO "alias" VALUES(101734,'resztelt máj','resztelt maj','maj resztelt',3789,'',0);
INSERT INTO "alias" VALUES(101735,'ciğer sote','ciger sote','ciger sote',3789,'',0);
INSERT INTO "alias" VALUES(101736,'maksapihvi','maksapihvi','maksapihvi',3789,'',0);
INSERT INTO "alias" VALUES(101737,'maksapihvit','maksapihvit','maksapihvit',3789,'',0);
INSERT INTO "alias" VALUES(101738,'maksakastike','maksakastike','maksakastike',3789,'',0);
INSERT INTO "alias" VALUES(101739,'leverbiff dansk','leverbiff dansk','dansk leverbiff',3789,'',0);
INSERT INTO "alias" VALUES(101740,'leverstek','leverstek','leverstek',3789,'',0);
INSERT INTO "alias" VALUES(101741,'leverbiffar','leverbiffar','leverbiffar',3789,'',0);
INSERT INTO "alias" VALUES(101742,'bife de higado','bife higado','bife higado',3789,'',0);
INSERT INTO "alias" VALUES(101743,'zhareniy pechen','zhareniy pechen','pechen zhareniy',3789,'',0);
INSERT INTO "alias" VALUES(101744,'sigotaki','sigotaki','sigotaki',3789,'',0);
INSERT INTO "alias" VALUES(101745,'sikotaki','sikotaki','sikotaki',3789,'',0);
INSERT INTO "alias" VALUES(101746,'džigerica','dzigerica','dzigerica',3789,'',0);
INSERT INTO "alias" VALUES(101747,'jigar','jigar','jigar',3789,'',0);
INSERT INTO "alias" VALUES(101748,'jigar kabab','jigar kabab','jigar kabab',3789,'',0);
INSERT INTO "alias" VALUES(101749,'jeegar','jeegar','jeegar',3789,'',0);
INSERT INTO "alias" VALUES(101750,'dil jigar','dil jigar','dil jigar',3789,'',0);
INSERT INTO "alias" VALUES(101751,'maini','maini','maini',3789,'',0);
INSERT INTO "alias" VALUES(101752,'maini ya ng''ombe','maini ya ngombe','maini ngombe ya',3789,'',0);
INSERT INTO "alias" VALUES(101753,'skilpadjies','skilpadjy','skilpadjy',3789,'',0);
INSERT INTO "alias" VALUES(101754,'isibindi','isibindi','isibindi',3789,'',0);
INSERT INTO "alias" VALUES(101755,'chibindi','chibindi','chibindi',3789,'',0);
INSERT INTO "alias" VALUES(101756,'liver and onions SA','liver onion sa','liver onion sa',3789,'',0);
INSERT INTO "alias" VALUES(102251,'grilled salmon','grilled salmon','grilled salmon',4687,'',0);
INSERT INTO "alias" VALUES(102252,'baked salmon','baked salmon','baked salmon',4687,'',0);
INSERT INTO "alias" VALUES(102253,'salmon steak','salmon steak','salmon steak',4687,'',0);
INSERT INTO "alias" VALUES(102254,'cooked salmon','cooked salmon','cooked salmon',4687,'',0);
INSERT INTO "alias" VALUES(102255,'roast salmon','roast salmon','roast salmon',4687,'',0);
INSERT INTO "alias" VALUES(102256,'pan-fried salmon','pan fried salmon','fried pan salmon',4687,'',0);
INSERT INTO "alias" VALUES(102257,'poached salmon','poached salmon','poached salmon',4687,'',0);
INSERT INTO "alias" VALUES(102258,'steamed salmon','steamed salmon','salmon steamed',4687,'',0);
INSERT INTO "alias" VALUES(102259,'salmon portion','salmon portion','portion salmon',4687,'',0);
INSERT INTO "alias" VALUES(102260,'air-fried salmon','air fried salmon','air fried salmon',4687,'',0);
INSERT INTO "alias" VALUES(102261,'salmon darne','salmon darne','darne salmon',4687,'',0);
INSERT INTO "alias" VALUES(102262,'coho salmon','coho salmon','coho salmon',4687,'',0);
INSERT INTO "alias" VALUES(102263,'salmon side','salmon side','salmon side',4687,'',0);
INSERT INTO "alias" VALUES(102264,'salmon flakes','salmon flake','flake salmon',4687,'',0);
INSERT INTO "alias" VALUES(102265,'hot-smoked salmon','hot smoked salmon','hot salmon smoked',4687,'',0);
INSERT INTO "alias" VALUES(102266,'lax','lax','lax',4687,'',0);
INSERT INTO "alias" VALUES(102267,'laks','lak','lak',4687,'',0);
INSERT INTO "alias" VALUES(102268,'lachs','lach','lach',4687,'',0);
INSERT INTO "alias" VALUES(102269,'saumon','saumon','saumon',4687,'',0);
INSERT INTO "alias" VALUES(102270,'zalm','zalm','zalm',4687,'',0);
INSERT INTO "alias" VALUES(102271,'łosoś','łoso','łoso',4687,'',0);
INSERT INTO "alias" VALUES(102272,'salmone','salmone','salmone',4687,'',0);
INSERT INTO "alias" VALUES(102273,'blackened salmon','blackened salmon','blackened salmon',4687,'',0);
INSERT INTO "alias" VALUES(102274,'salmon pouch','salmon pouch','pouch salmon',4687,'',0);
INSERT INTO "alias" VALUES(102275,'lemon salmon','lemon salmon','lemon salmon',4687,'',0);
INSERT INTO "alias" VALUES(102276,'salmon bites','salmon bite','bite salmon',4687,'',0);
INSERT INTO "alias" VALUES(102277,'salmon loin','salmon loin','loin salmon',4687,'',0);
INSERT INTO "alias" VALUES(102278,'pavé de saumon','pave saumon','pave saumon',4687,'',0);
INSERT INTO "alias" VALUES(102279,'saumon grillé','saumon grille','grille saumon',4687,'',0);
INSERT INTO "alias" VALUES(102280,'salmón a la plancha','salmon la plancha','la plancha salmon',4687,'',0);
INSERT INTO "alias" VALUES(102281,'salmão','salmao','salmao',4687,'',0);
INSERT INTO "alias" VALUES(102282,'salmone alla griglia','salmone alla griglia','alla griglia salmone',4687,'',0);
INSERT INTO "alias" VALUES(102283,'zalmfilet','zalmfilet','zalmfilet',4687,'',0);
INSERT INTO "alias" VALUES(102284,'laxfilé','laxfile','laxfile',4687,'',0);
INSERT INTO "alias" VALUES(102285,'laks fillet','lak fillet','fillet lak',4687,'',0);
INSERT INTO "alias" VALUES(102286,'lohi','lohi','lohi',4687,'',0);
INSERT INTO "alias" VALUES(102287,'lohifilee','lohifilee','lohifilee',4687,'',0);
INSERT INTO "alias" VALUES(102288,'uunilohi','uunilohi','uunilohi',4687,'',0);
INSERT INTO "alias" VALUES(102289,'lososi','lososi','lososi',4687,'',0);
INSERT INTO "alias" VALUES(102290,'losos','loso','loso',4687,'',0);
INSERT INTO "alias" VALUES(102291,'lazac','lazac','lazac',4687,'',0);
INSERT INTO "alias" VALUES(102292,'somon','somon','somon',4687,'',0);
INSERT INTO "alias" VALUES(102293,'solomos','solomo','solomo',4687,'',0);
INSERT INTO "alias" VALUES(102294,'ugnsbakad lax','ugnsbakad lax','lax ugnsbakad',4687,'',0);
INSERT INTO "alias" VALUES(102295,'ugnslax','ugnslax','ugnslax',4687,'',0);
INSERT INTO "alias" VALUES(102296,'stekt lax','stekt lax','lax stekt',4687,'',0);
INSERT INTO "alias" VALUES(102297,'pečený losos','peceny loso','loso peceny',4687,'',0);
INSERT INTO "alias" VALUES(102298,'ovnbagt laks','ovnbagt lak','lak ovnbagt',4687,'',0);
INSERT INTO "alias" VALUES(102299,'lohi uunissa','lohi uunissa','lohi uunissa',4687,'',0);
INSERT INTO "alias" VALUES(102300,'Wetherspoons wild alaskan salmon','wetherspoon wild alaskan salmon','alaskan salmon wetherspoon wild',4687,'',0);
INSERT INTO "alias" VALUES(102301,'Lachsfilet','lachsfilet','lachsfilet',4687,'',0);
INSERT INTO "alias" VALUES(102302,'Lachs gebraten','lach gebraten','gebraten lach',4687,'',0);
INSERT INTO "alias" VALUES(102303,'pan seared salmon','pan seared salmon','pan salmon seared',4687,'',0);
INSERT INTO "alias" VALUES(102304,'Cheesecake Factory salmon','cheesecake factory salmon','cheesecake factory salmon',4687,'',0);
INSERT INTO "alias" VALUES(102305,'Outback salmon','outback salmon','outback salmon',4687,'',0);
INSERT INTO "alias" VALUES(102306,'Regal salmon','regal salmon','regal salmon',4687,'',0);
INSERT INTO "alias" VALUES(102307,'Huon salmon','huon salmon','huon salmon',4687,'',0);
INSERT INTO "alias" VALUES(102308,'Tassal salmon','tassal salmon','salmon tassal',4687,'',0);
INSERT INTO "alias" VALUES(102309,'Ora King salmon','ora king salmon','king ora salmon',4687,'',0);
INSERT INTO "alias" VALUES(102310,'Mount Cook salmon','mount cook salmon','cook mount salmon',4687,'',0);
INSERT INTO "alias" VALUES(102311,'Irish organic salmon','irish organic salmon','irish organic salmon',4687,'',0);
INSERT INTO "alias" VALUES(102312,'Donegal Catch salmon','donegal catch salmon','catch donegal salmon',4687,'',0);
INSERT INTO "alias" VALUES(102313,'Applebee''s salmon','applebee salmon','applebee salmon',4687,'',0);
INSERT INTO "alias" VALUES(102314,'Wildlachs','wildlach','wildlach',4687,'',0);
INSERT INTO "alias" VALUES(102315,'Lachssteak','lachssteak','lachssteak',4687,'',0);
INSERT INTO "alias" VALUES(102316,'Applebee''s blackened salmon','applebee blackened salmon','applebee blackened salmon',4687,'',0);
INSERT INTO "alias" VALUES(102317,'Texas Roadhouse salmon','texa roadhouse salmon','roadhouse salmon texa',4687,'',0);
INSERT INTO "alias" VALUES(102318,'Birds Eye salmon fillet','bird eye salmon fillet','bird eye fillet salmon',4687,'',0);
INSERT INTO "alias" VALUES(102319,'John West salmon fillet fresh','john west salmon fillet fresh','fillet fresh john salmon west',4687,'',0);
INSERT INTO "alias" VALUES(104183,'free-range egg','free range egg','egg free range',112,'',0);
INSERT INTO "alias" VALUES(104184,'large egg','large egg','egg large',112,'',0);
INSERT INTO "alias" VALUES(104185,'organic egg','organic egg','egg organic',112,'',0);
INSERT INTO "alias" VALUES(104186,'medium egg','medium egg','egg medium',112,'',0);
INSERT INTO "alias" VALUES(104187,'small egg','small egg','egg small',112,'',0);
INSERT INTO "alias" VALUES(104188,'brown egg','brown egg','brown egg',112,'',0);
INSERT INTO "alias" VALUES(104189,'cooked egg','cooked egg','cooked egg',112,'',0);
INSERT INTO "alias" VALUES(104190,'oeuf','oeuf','oeuf',112,'',0);
INSERT INTO "alias" VALUES(104191,'ägg','agg','agg',112,'',0);
INSERT INTO "alias" VALUES(104192,'huevo','huevo','huevo',112,'',0);
INSERT INTO "alias" VALUES(104193,'uovo','uovo','uovo',112,'',0);
INSERT INTO "alias" VALUES(104194,'jajko','jajko','jajko',112,'',0);
INSERT INTO "alias" VALUES(104195,'Ei','ei','ei',112,'',0);
INSERT INTO "alias" VALUES(104196,'Eier','eier','eier',112,'',0);
INSERT INTO "alias" VALUES(104197,'Hühnerei','huhnerei','huhnerei',112,'',0);
INSERT INTO "alias" VALUES(104198,'eieren','eieren','eieren',112,'',0);
INSERT INTO "alias" VALUES(104199,'eitje','eitje','eitje',112,'',0);
INSERT INTO "alias" VALUES(104200,'ovo','ovo','ovo',112,'',0);
INSERT INTO "alias" VALUES(104201,'uova','uova','uova',112,'',0);
INSERT INTO "alias" VALUES(104202,'æg','æg','æg',112,'',0);
INSERT INTO "alias" VALUES(104203,'aeg','aeg','aeg',112,'',0);
INSERT INTO "alias" VALUES(104204,'kananmuna','kananmuna','kananmuna',112,'',0);
INSERT INTO "alias" VALUES(104205,'jajka','jajka','jajka',112,'',0);
INSERT INTO "alias" VALUES(104206,'jajo','jajo','jajo',112,'',0);
INSERT INTO "alias" VALUES(104207,'vejce','vejce','vejce',112,'',0);
INSERT INTO "alias" VALUES(104208,'vajcia','vajcia','vajcia',112,'',0);
INSERT INTO "alias" VALUES(104209,'tojás','toja','toja',112,'',0);
INSERT INTO "alias" VALUES(104210,'ouă','oua','oua',112,'',0);
INSERT INTO "alias" VALUES(104211,'yaytsa','yaytsa','yaytsa',112,'',0);
INSERT INTO "alias" VALUES(104212,'yumurta','yumurta','yumurta',112,'',0);
INSERT INTO "alias" VALUES(104213,'avgo','avgo','avgo',112,'',0);
INSERT INTO "alias" VALUES(104214,'avga','avga','avga',112,'',0);
INSERT INTO "alias" VALUES(104215,'muna egg','muna egg','egg muna',112,'',0);
INSERT INTO "alias" VALUES(104216,'gekochtes Ei boiled','gekochte ei boiled','boiled ei gekochte',112,'',0);
INSERT INTO "alias" VALUES(104217,'huevo entero','huevo entero','entero huevo',112,'',0);
INSERT INTO "alias" VALUES(104218,'Bio Ei','bio ei','bio ei',112,'',0);
INSERT INTO "alias" VALUES(104219,'barn eggs','barn egg','barn egg',112,'',0);
INSERT INTO "alias" VALUES(104220,'barn laid eggs','barn laid egg','barn egg laid',112,'',0);
INSERT INTO "alias" VALUES(104221,'pasture raised eggs','pasture raised egg','egg pasture raised',112,'',0);
INSERT INTO "alias" VALUES(104222,'omega 3 eggs','omega 3 egg','3 egg omega',112,'',0);
INSERT INTO "alias" VALUES(104223,'Vital Farms eggs','vital farm egg','egg farm vital',112,'',0);
INSERT INTO "alias" VALUES(104224,'Eggland''s Best','eggland best','best eggland',112,'',0);
INSERT INTO "alias" VALUES(104225,'Burford Browns','burford brown','brown burford',112,'',0);
INSERT INTO "alias" VALUES(104226,'Clarence Court eggs','clarence court egg','clarence court egg',112,'',0);
INSERT INTO "alias" VALUES(104227,'Happy eggs','happy egg','egg happy',112,'',0);
INSERT INTO "alias" VALUES(104228,'runny eggs','runny egg','egg runny',112,'',0);
INSERT INTO "alias" VALUES(104229,'Freilandeier','freilandeier','freilandeier',112,'',0);
INSERT INTO "alias" VALUES(104230,'eggs size 7','egg size 7','7 egg size',112,'',0);
INSERT INTO "alias" VALUES(104231,'Pams eggs','pam egg','egg pam',112,'',0);
INSERT INTO "alias" VALUES(104232,'desi egg','desi egg','desi egg',112,'',0);
INSERT INTO "alias" VALUES(104233,'country egg','country egg','country egg',112,'',0);
INSERT INTO "alias" VALUES(104234,'nattu kozhi muttai','nattu kozhi muttai','kozhi muttai nattu',112,'',0);
INSERT INTO "alias" VALUES(104235,'Golden eggs Nestlé free','golden egg nestle free','egg free golden nestle',112,'',0);
INSERT INTO "alias" VALUES(104612,'glass of milk','glass milk','glass milk',70,'',0);
INSERT INTO "alias" VALUES(104613,'regular milk','regular milk','milk regular',70,'',0);
INSERT INTO "alias" VALUES(104614,'dairy milk','dairy milk','dairy milk',70,'',0);
INSERT INTO "alias" VALUES(104615,'whole cow''s milk','whole cow milk','cow milk whole',70,'',0);
INSERT INTO "alias" VALUES(104616,'blue top milk','blue top milk','blue milk top',70,'',0);
INSERT INTO "alias" VALUES(104617,'lactose-free milk','lactose free milk','free lactose milk',70,'',0);
INSERT INTO "alias" VALUES(104618,'fresh milk','fresh milk','fresh milk',70,'',0);
INSERT INTO "alias" VALUES(104619,'organic milk','organic milk','milk organic',70,'',0);
INSERT INTO "alias" VALUES(104620,'raw milk','raw milk','milk raw',70,'',0);
INSERT INTO "alias" VALUES(104621,'warm milk','warm milk','milk warm',70,'',0);
INSERT INTO "alias" VALUES(104622,'hot milk','hot milk','hot milk',70,'',0);
INSERT INTO "alias" VALUES(104623,'Jersey milk','jersey milk','jersey milk',70,'',0);
INSERT INTO "alias" VALUES(104624,'gold top milk','gold top milk','gold milk top',70,'',0);
INSERT INTO "alias" VALUES(104625,'steamed milk','steamed milk','milk steamed',70,'',0);
INSERT INTO "alias" VALUES(104626,'vitamin D milk','vitamin d milk','d milk vitamin',70,'',0);
INSERT INTO "alias" VALUES(104627,'homo milk','homo milk','homo milk',70,'',0);
INSERT INTO "alias" VALUES(104628,'UHT milk','uht milk','milk uht',70,'',0);
INSERT INTO "alias" VALUES(104629,'3.5% milk','3.5% milk','3.5% milk',70,'',0);
INSERT INTO "alias" VALUES(104630,'3% milk','3% milk','3% milk',70,'',0);
INSERT INTO "alias" VALUES(104631,'homogenised milk','homogenised milk','homogenised milk',70,'',0);
INSERT INTO "alias" VALUES(104632,'lactofree milk','lactofree milk','lactofree milk',70,'',0);
INSERT INTO "alias" VALUES(104633,'4% milk','4% milk','4% milk',70,'',0);
INSERT INTO "alias" VALUES(104634,'cold milk','cold milk','cold milk',70,'',0);
INSERT INTO "alias" VALUES(104635,'frothed milk','frothed milk','frothed milk',70,'',0);
INSERT INTO "alias" VALUES(104636,'barista milk','barista milk','barista milk',70,'',0);
INSERT INTO "alias" VALUES(104637,'A2 milk','a2 milk','a2 milk',70,'',0);
INSERT INTO "alias" VALUES(104638,'full milk','full milk','full milk',70,'',0);
INSERT INTO "alias" VALUES(104639,'vollmilch','vollmilch','vollmilch',70,'',0);
INSERT INTO "alias" VALUES(104640,'lait entier','lait entier','entier lait',70,'',0);
INSERT INTO "alias" VALUES(104641,'milk foam','milk foam','foam milk',70,'',0);
INSERT INTO "alias" VALUES(104642,'cereal milk','cereal milk','cereal milk',70,'',0);
INSERT INTO "alias" VALUES(104643,'milk for cereal','milk for cereal','cereal for milk',70,'',0);
INSERT INTO "alias" VALUES(104644,'boiled milk','boiled milk','boiled milk',70,'',0);
INSERT INTO "alias" VALUES(104645,'dairy whole milk','dairy whole milk','dairy milk whole',70,'',0);
INSERT INTO "alias" VALUES(104646,'toned milk','toned milk','milk toned',70,'',0);
INSERT INTO "alias" VALUES(104647,'Amul milk','amul milk','amul milk',70,'',0);
INSERT INTO "alias" VALUES(104648,'Amul Taaza','amul taaza','amul taaza',70,'',0);
INSERT INTO "alias" VALUES(104649,'Amul Gold','amul gold','amul gold',70,'',0);
INSERT INTO "alias" VALUES(104650,'packet milk','packet milk','milk packet',70,'',0);
INSERT INTO "alias" VALUES(104651,'Nandini milk','nandini milk','milk nandini',70,'',0);
INSERT INTO "alias" VALUES(104652,'Aavin milk','aavin milk','aavin milk',70,'',0);
INSERT INTO "alias" VALUES(104653,'toned cow milk','toned cow milk','cow milk toned',70,'',0);
INSERT INTO "alias" VALUES(104654,'mjölk','mjolk','mjolk',70,'',0);
INSERT INTO "alias" VALUES(104655,'lait','lait','lait',70,'',0);
INSERT INTO "alias" VALUES(104656,'leche','leche','leche',70,'',0);
INSERT INTO "alias" VALUES(104657,'latte intero','latte intero','intero latte',70,'',0);
INSERT INTO "alias" VALUES(104658,'melk','melk','melk',70,'',0);
INSERT INTO "alias" VALUES(104659,'mælk','mælk','mælk',70,'',0);
INSERT INTO "alias" VALUES(104660,'Amul full cream milk','amul full cream milk','amul cream full milk',70,'',0);
INSERT INTO "alias" VALUES(104661,'standardmjölk','standardmjolk','standardmjolk',70,'',0);
INSERT INTO "alias" VALUES(104662,'rå melk','ra melk','melk ra',70,'',0);
INSERT INTO "alias" VALUES(104663,'helmælk','helmælk','helmælk',70,'',0);
INSERT INTO "alias" VALUES(104664,'helmelk','helmelk','helmelk',70,'',0);
INSERT INTO "alias" VALUES(104665,'Milch','milch','milch',70,'',0);
INSERT INTO "alias" VALUES(104666,'volle melk','volle melk','melk volle',70,'',0);
INSERT INTO "alias" VALUES(104667,'maelk','maelk','maelk',70,'',0);
INSERT INTO "alias" VALUES(104668,'sødmælk','sødmælk','sødmælk',70,'',0);
INSERT INTO "alias" VALUES(104669,'helmjölk','helmjolk','helmjolk',70,'',0);
INSERT INTO "alias" VALUES(104670,'maito','maito','maito',70,'',0);
INSERT INTO "alias" VALUES(104671,'täysmaito','taysmaito','taysmaito',70,'',0);
INSERT INTO "alias" VALUES(104672,'mleko','mleko','mleko',70,'',0);
INSERT INTO "alias" VALUES(104673,'mlieko','mlieko','mlieko',70,'',0);
INSERT INTO "alias" VALUES(104674,'lapte','lapte','lapte',70,'',0);
INSERT INTO "alias" VALUES(104675,'moloko','moloko','moloko',70,'',0);
INSERT INTO "alias" VALUES(104676,'leche entera','leche entera','entera leche',70,'',0);
INSERT INTO "alias" VALUES(104677,'leite inteiro','leite inteiro','inteiro leite',70,'',0);
INSERT INTO "alias" VALUES(104678,'leite gordo','leite gordo','gordo leite',70,'',0);
INSERT INTO "alias" VALUES(104679,'piens','pien','pien',70,'',0);
INSERT INTO "alias" VALUES(104680,'pienas','piena','piena',70,'',0);
INSERT INTO "alias" VALUES(104681,'piim','piim','piim',70,'',0);
INSERT INTO "alias" VALUES(104682,'mlijeko','mlijeko','mlijeko',70,'',0);
INSERT INTO "alias" VALUES(104683,'long life milk','long life milk','life long milk',70,'',0);
INSERT INTO "alias" VALUES(104684,'longlife milk','longlife milk','longlife milk',70,'',0);
INSERT INTO "alias" VALUES(104685,'H-Milch','h milch','h milch',70,'',0);
INSERT INTO "alias" VALUES(104686,'Vollmilch 3.5%','vollmilch 3.5%','3.5% vollmilch',70,'',0);
INSERT INTO "alias" VALUES(104687,'Landliebe Milch','landliebe milch','landliebe milch',70,'',0);
INSERT INTO "alias" VALUES(104688,'Weihenstephan Milch','weihenstephan milch','milch weihenstephan',70,'',0);
INSERT INTO "alias" VALUES(104689,'haltbare Milch','haltbare milch','haltbare milch',70,'',0);
INSERT INTO "alias" VALUES(104690,'frische Vollmilch','frische vollmilch','frische vollmilch',70,'',0);
INSERT INTO "alias" VALUES(104691,'Weidemilch','weidemilch','weidemilch',70,'',0);
INSERT INTO "alias" VALUES(104692,'Heumilch','heumilch','heumilch',70,'',0);
INSERT INTO "alias" VALUES(104693,'Magnolia milk','magnolia milk','magnolia milk',70,'',0);
INSERT INTO "alias" VALUES(104694,'frische Milch','frische milch','frische milch',70,'',0);
INSERT INTO "alias" VALUES(104695,'full cream milk powder made up','full cream milk powder made up','cream full made milk powder up',70,'',0);
INSERT INTO "alias" VALUES(104696,'tetra pack milk','tetra pack milk','milk pack tetra',70,'',0);
INSERT INTO "alias" VALUES(104697,'pouch milk','pouch milk','milk pouch',70,'',0);
INSERT INTO "alias" VALUES(104698,'Amul Shakti milk','amul shakti milk','amul milk shakti',70,'',0);
INSERT INTO "alias" VALUES(104699,'Nandini blue milk','nandini blue milk','blue milk nandini',70,'',0);
INSERT INTO "alias" VALUES(104700,'Pura milk','pura milk','milk pura',70,'',0);
INSERT INTO "alias" VALUES(104701,'Brownes milk','browne milk','browne milk',70,'',0);
INSERT INTO "alias" VALUES(104702,'Dairy Farmers milk','dairy farmer milk','dairy farmer milk',70,'',0);
INSERT INTO "alias" VALUES(104703,'Lewis Road milk','lewi road milk','lewi milk road',70,'',0);
INSERT INTO "alias" VALUES(104704,'Nestle a+ milk','nestle milk','milk nestle',70,'',0);
INSERT INTO "alias" VALUES(104705,'barista milk dairy','barista milk dairy','barista dairy milk',70,'',0);
INSERT INTO "alias" VALUES(104706,'farmer''s union milk','farmer union milk','farmer milk union',70,'',0);
INSERT INTO "alias" VALUES(104707,'Guernsey milk','guernsey milk','guernsey milk',70,'',0);
INSERT INTO "alias" VALUES(106939,'unsalted butter','unsalted butter','butter unsalted',1,'',0);
INSERT INTO "alias" VALUES(106940,'stick of butter','stick butter','butter stick',1,'',0);
INSERT INTO "alias" VALUES(106941,'pat of butter','pat butter','butter pat',1,'',0);
INSERT INTO "alias" VALUES(106942,'Lurpak','lurpak','lurpak',1,'',0);
INSERT INTO "alias" VALUES(106943,'spreadable butter','spreadable butter','butter spreadable',1,'',0);
INSERT INTO "alias" VALUES(106944,'Kerrygold','kerrygold','kerrygold',1,'',0);
INSERT INTO "alias" VALUES(106945,'melted butter','melted butter','butter melted',1,'',0);
INSERT INTO "alias" VALUES(106946,'butter spread','butter spread','butter spread',1,'',0);
INSERT INTO "alias" VALUES(106947,'Anchor butter','anchor butter','anchor butter',1,'',0);
INSERT INTO "alias" VALUES(106948,'garlic butter','garlic butter','butter garlic',1,'',0);
INSERT INTO "alias" VALUES(106949,'Irish butter','irish butter','butter irish',1,'',0);
INSERT INTO "alias" VALUES(106950,'slightly salted butter','slightly salted butter','butter salted slightly',1,'',0);
INSERT INTO "alias" VALUES(106951,'Lurpak spreadable','lurpak spreadable','lurpak spreadable',1,'',0);
INSERT INTO "alias" VALUES(106952,'lactose-free butter','lactose free butter','butter free lactose',1,'',0);
INSERT INTO "alias" VALUES(106953,'organic butter','organic butter','butter organic',1,'',0);
INSERT INTO "alias" VALUES(106954,'herb butter','herb butter','butter herb',1,'',0);
INSERT INTO "alias" VALUES(106955,'brown butter','brown butter','brown butter',1,'',0);
INSERT INTO "alias" VALUES(106956,'beurre','beurre','beurre',1,'',0);
INSERT INTO "alias" VALUES(106957,'smör','smor','smor',1,'',0);
INSERT INTO "alias" VALUES(106958,'buttery spread','buttery spread','buttery spread',1,'',0);
INSERT INTO "alias" VALUES(106959,'smør','smør','smør',1,'',0);
INSERT INTO "alias" VALUES(106960,'grass-fed butter','grass fed butter','butter fed grass',1,'',0);
INSERT INTO "alias" VALUES(106961,'spreadable','spreadable','spreadable',1,'',0);
INSERT INTO "alias" VALUES(106962,'cultured butter','cultured butter','butter cultured',1,'',0);
INSERT INTO "alias" VALUES(106963,'Président butter','president butter','butter president',1,'',0);
INSERT INTO "alias" VALUES(106964,'land o lakes butter','land o lake butter','butter lake land o',1,'',0);
INSERT INTO "alias" VALUES(106965,'boter','boter','boter',1,'',0);
INSERT INTO "alias" VALUES(106966,'brandy butter','brandy butter','brandy butter',1,'',0);
INSERT INTO "alias" VALUES(106967,'truffle butter','truffle butter','butter truffle',1,'',0);
INSERT INTO "alias" VALUES(106968,'whipped butter','whipped butter','butter whipped',1,'',0);
INSERT INTO "alias" VALUES(106969,'amul butter','amul butter','amul butter',1,'',0);
INSERT INTO "alias" VALUES(106970,'Kerrygold butter','kerrygold butter','butter kerrygold',1,'',0);
INSERT INTO "alias" VALUES(106971,'burro','burro','burro',1,'',0);
INSERT INTO "alias" VALUES(106972,'mantequilla','mantequilla','mantequilla',1,'',0);
INSERT INTO "alias" VALUES(106973,'masło','masło','masło',1,'',0);
INSERT INTO "alias" VALUES(106974,'goats butter','goat butter','butter goat',1,'',0);
INSERT INTO "alias" VALUES(106975,'Butter slice','butter slice','butter slice',1,'',0);
INSERT INTO "alias" VALUES(106976,'roomboter','roomboter','roomboter',1,'',0);
INSERT INTO "alias" VALUES(106977,'voi','voi','voi',1,'',0);
INSERT INTO "alias" VALUES(106978,'maslo','maslo','maslo',1,'',0);
INSERT INTO "alias" VALUES(106979,'tereyağı','tereyagı','tereyagı',1,'',0);
INSERT INTO "alias" VALUES(106980,'voutyro','voutyro','voutyro',1,'',0);
INSERT INTO "alias" VALUES(106981,'maslac','maslac','maslac',1,'',0);
INSERT INTO "alias" VALUES(106982,'puter','puter','puter',1,'',0);
INSERT INTO "alias" VALUES(106983,'Butterbrot butter','butterbrot butter','butter butterbrot',1,'',0);
INSERT INTO "alias" VALUES(106984,'beurre doux','beurre doux','beurre doux',1,'',0);
INSERT INTO "alias" VALUES(106985,'beurre demi-sel','beurre demi sel','beurre demi sel',1,'',0);
INSERT INTO "alias" VALUES(106986,'manteiga','manteiga','manteiga',1,'',0);
INSERT INTO "alias" VALUES(106987,'Bregott','bregott','bregott',1,'',0);
INSERT INTO "alias" VALUES(106988,'Kræmmerhuset','kræmmerhuset','kræmmerhuset',1,'',0);
INSERT INTO "alias" VALUES(106989,'sviests','sviest','sviest',1,'',0);
INSERT INTO "alias" VALUES(106990,'sviestas','sviesta','sviesta',1,'',0);
INSERT INTO "alias" VALUES(106991,'Kräuterbutter','krauterbutter','krauterbutter',1,'',0);
INSERT INTO "alias" VALUES(106992,'knoblauchbutter','knoblauchbutter','knoblauchbutter',1,'',0);
INSERT INTO "alias" VALUES(106993,'kruidenboter','kruidenboter','kruidenboter',1,'',0);
INSERT INTO "alias" VALUES(106994,'manteca argentina','manteca argentina','argentina manteca',1,'',0);
CREATE TABLE "change" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	made_at TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	undone_at TEXT
, superseded INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_change_superseded CHECK (superseded IN (0, 1)), origin TEXT, 
	CONSTRAINT ck_change_made_at CHECK (made_at BETWEEN '1900' AND '3000' AND substr(made_at, 1, 10) IS date(substr(made_at, 1, 16), '+0 days') AND substr(made_at, 11) GLOB 'T[0-2][0-9]:[0-5][0-9]*[+-][0-2][0-9]:[0-5][0-9]*' AND made_at NOT GLOB '*[^0-9T:.+-]*'), 
	CONSTRAINT ck_change_undone_at CHECK (undone_at BETWEEN '1900' AND '3000' AND substr(undone_at, 1, 10) IS date(substr(undone_at, 1, 16), '+0 days') AND substr(undone_at, 11) GLOB 'T[0-2][0-9]:[0-5][0-9]*[+-][0-2][0-9]:[0-5][0-9]*' AND undone_at NOT GLOB '*[^0-9T:.+-]*')
)
 STRICT

;
INSERT INTO "change" VALUES(1,'2026-11-23T00:10:30+00:00','set born 1990-05-01, sex f, diet vegetarian, reference EFSA from Thu 1 Jan 2026',NULL,0,NULL);
INSERT INTO "change" VALUES(2,'2026-11-23T00:10:31+00:00','life stage pregnant from Sun 1 Mar 2026',NULL,0,NULL);
INSERT INTO "change" VALUES(3,'2026-11-23T00:10:32+00:00','own target 50 µg a day from Fri 20 Nov 2026',NULL,0,NULL);
INSERT INTO "change" VALUES(4,'2026-11-23T00:10:32+00:00','log for Mon 16 Nov 2026: salmon 150 g, whole milk 1 cup, egg 2 large',NULL,0,NULL);
INSERT INTO "change" VALUES(5,'2026-11-23T00:10:32+00:00','log for Tue 17 Nov 2026: B12 tablet 1000 µg',NULL,0,NULL);
INSERT INTO "change" VALUES(6,'2026-11-23T00:10:32+00:00','log for Wed 18 Nov 2026: Soup, clam chowder, new england, canned, ready-to-serve 1 cup, Cheerios 1 cup',NULL,0,NULL);
INSERT INTO "change" VALUES(7,'2026-11-23T00:10:33+00:00','log for Thu 19 Nov 2026: injection 1000 µg',NULL,0,NULL);
INSERT INTO "change" VALUES(8,'2026-11-23T00:10:33+00:00','add food Oatly Barista',NULL,0,NULL);
INSERT INTO "change" VALUES(9,'2026-11-23T00:10:33+00:00','name "my cereal" for Cheerios',NULL,0,NULL);
INSERT INTO "change" VALUES(10,'2026-11-23T00:10:33+00:00','1 my slice of beef liver is 95 g',NULL,0,NULL);
INSERT INTO "change" VALUES(11,'2026-11-23T00:10:34+00:00','add recipe liver pate',NULL,0,NULL);
INSERT INTO "change" VALUES(12,'2026-11-23T00:10:34+00:00','log for Fri 20 Nov 2026: liver pate 1 serving',NULL,0,NULL);
INSERT INTO "change" VALUES(13,'2026-11-23T00:10:34+00:00','log for Sat 21 Nov 2026: egg 2 large','2026-11-23T00:10:34+00:00',1,NULL);
CREATE TABLE "change_row" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	change_id INTEGER NOT NULL, 
	table_name TEXT NOT NULL, 
	row_id INTEGER NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	CONSTRAINT ck_change_row_image CHECK (before IS NOT NULL OR after IS NOT NULL), 
	CONSTRAINT fk_change_row_change_id FOREIGN KEY(change_id) REFERENCES change (id) ON DELETE CASCADE, 
	CONSTRAINT ck_change_row_before CHECK (before IS NULL OR json_valid(before)), 
	CONSTRAINT ck_change_row_after CHECK (after IS NULL OR json_valid(after))
)
 STRICT

;
INSERT INTO "change_row" VALUES(1,1,'person',1,'{"id": 1, "name": "me", "born": null, "sex": null, "diet": null}','{"id": 1, "name": "me", "born": "1990-05-01", "sex": "f", "diet": "vegetarian"}');
INSERT INTO "change_row" VALUES(2,1,'target_choice',1,NULL,'{"id": 1, "person_id": 1, "since": "2026-01-01", "authority": "EFSA", "ug_per_day": null}');
INSERT INTO "change_row" VALUES(3,2,'life_stage',1,NULL,'{"id": 1, "person_id": 1, "since": "2026-03-01", "stage": "pregnant"}');
INSERT INTO "change_row" VALUES(4,3,'target_choice',2,NULL,'{"id": 2, "person_id": 1, "since": "2026-11-20", "authority": "EFSA", "ug_per_day": 50.0}');
INSERT INTO "change_row" VALUES(5,4,'meal',1,NULL,'{"id": 1, "person_id": 1, "day": "2026-11-16", "eaten_at": "2026-11-16T12:30+00:00", "name": "lunch"}');
INSERT INTO "change_row" VALUES(6,4,'item',1,NULL,'{"id": 1, "meal_id": 1, "food_id": 4687, "food": "salmon", "food_code": "15209", "kind": "fish", "origin": "natural", "source": "USDA National Nutrient Database for Standard Reference 28, NDB 15209", "amount": 150.0, "measure": "g", "usual": 0, "grams": 150.0, "b12_ug": 4.575, "lower_bound": 0}');
INSERT INTO "change_row" VALUES(7,4,'item',2,NULL,'{"id": 2, "meal_id": 1, "food_id": 70, "food": "whole milk", "food_code": "01077", "kind": "dairy", "origin": "natural", "source": "USDA National Nutrient Database for Standard Reference 28, NDB 01077", "amount": 1.0, "measure": "cup", "usual": 0, "grams": 244.0, "b12_ug": 1.0979999999999999, "lower_bound": 0}');
INSERT INTO "change_row" VALUES(8,4,'item',3,NULL,'{"id": 3, "meal_id": 1, "food_id": 112, "food": "egg", "food_code": "01123", "kind": "egg", "origin": "natural", "source": "USDA National Nutrient Database for Standard Reference 28, NDB 01123", "amount": 2.0, "measure": "large", "usual": 0, "grams": 100.0, "b12_ug": 0.89, "lower_bound": 0}');
INSERT INTO "change_row" VALUES(9,5,'meal',2,NULL,'{"id": 2, "person_id": 1, "day": "2026-11-17", "eaten_at": null, "name": null}');
INSERT INTO "change_row" VALUES(10,5,'item',4,NULL,'{"id": 4, "meal_id": 2, "food_id": null, "food": "B12 tablet", "food_code": null, "kind": "supplement", "origin": "supplement", "source": "as logged, from its label", "amount": 1000.0, "measure": "µg", "usual": 0, "grams": null, "b12_ug": 1000.0, "lower_bound": 0}');
INSERT INTO "change_row" VALUES(11,6,'meal',3,NULL,'{"id": 3, "person_id": 1, "day": "2026-11-18", "eaten_at": null, "name": "breakfast"}');
INSERT INTO "change_row" VALUES(12,6,'item',5,NULL,'{"id": 5, "meal_id": 3, "food_id": 7782, "food": "Soup, clam chowder, new england, canned, ready-to-serve", "food_code": "27042", "kind": "mixed", "origin": "natural", "source": "USDA National Nutrient Database for Standard Reference 28, NDB 27042", "amount": 1.0, "measure": "cup", "usual": 0, "grams": 254.0, "b12_ug": null, "lower_bound": 0}');
INSERT INTO "change_row" VALUES(13,6,'item',6,NULL,'{"id": 6, "meal_id": 3, "food_id": 1782, "food": "Cheerios", "food_code": "08013", "kind": "fortified", "origin": "fortified", "source": "USDA National Nutrient Database for Standard Reference 28, NDB 08013", "amount": 1.0, "measure": "cup", "usual": 0, "grams": 28.0, "b12_ug": 1.8956, "lower_bound": 0}');
INSERT INTO "change_row" VALUES(14,7,'meal',4,NULL,'{"id": 4, "person_id": 1, "day": "2026-11-19", "eaten_at": "2026-11-19T09:00+00:00", "name": null}');
INSERT INTO "change_row" VALUES(15,7,'item',7,NULL,'{"id": 7, "meal_id": 4, "food_id": null, "food": "injection", "food_code": null, "kind": "supplement", "origin": "injection", "source": "as logged, from its label", "amount": 1000.0, "measure": "µg", "usual": 0, "grams": null, "b12_ug": 1000.0, "lower_bound": 0}');
INSERT INTO "change_row" VALUES(16,8,'food',8812,NULL,'{"id": 8812, "code": "oatly-barista", "name": "Oatly Barista", "everyday": "Oatly Barista", "food_group": null, "kind": "fortified", "origin": "fortified", "diet": "vegan", "b12_ug_per_100g": null, "source": "your own entry", "catalogue": "own", "removed": 0, "lower_bound": 0}');
INSERT INTO "change_row" VALUES(17,8,'portion',14943,NULL,'{"id": 14943, "food_id": 8812, "position": 0, "amount": 100.0, "measure": "ml", "grams": null, "b12_ug": 0.38}');
INSERT INTO "change_row" VALUES(18,8,'alias',583,NULL,'{"id": 583, "phrase": "Oatly Barista", "ordered_words": "oatly barista", "sorted_words": "barista oatly", "food_id": 8812, "own": 1}');
INSERT INTO "change_row" VALUES(19,9,'alias',584,NULL,'{"id": 584, "phrase": "my cereal", "ordered_words": "cereal", "sorted_words": "cereal", "food_id": 1782, "own": 1}');
INSERT INTO "change_row" VALUES(20,10,'portion',14944,NULL,'{"id": 14944, "food_id": 3789, "position": 1, "amount": 1.0, "measure": "my slice", "grams": 95.0, "b12_ug": null}');
INSERT INTO "change_row" VALUES(21,11,'food',8813,NULL,'{"id": 8813, "code": "liver-pate", "name": "liver pate", "everyday": "liver pate", "food_group": null, "kind": "meat", "origin": "natural", "diet": "any", "b12_ug_per_100g": 55.596666666666664, "source": "your own recipe", "catalogue": "own", "removed": 0, "lower_bound": 0}');
INSERT INTO "change_row" VALUES(22,11,'portion',14945,NULL,'{"id": 14945, "food_id": 8813, "position": 0, "amount": 1.0, "measure": "serving", "grams": 75.0, "b12_ug": null}');
INSERT INTO "change_row" VALUES(23,11,'alias',585,NULL,'{"id": 585, "phrase": "liver pate", "ordered_words": "liver pate", "sorted_words": "liver pate", "food_id": 8813, "own": 1}');
INSERT INTO "change_row" VALUES(24,11,'recipe',1,NULL,'{"id": 1, "food_id": 8813, "makes": 8.0}');
INSERT INTO "change_row" VALUES(25,11,'recipe_ingredient',1,NULL,'{"id": 1, "recipe_id": 1, "position": 0, "food_id": 3789, "food": "beef liver", "amount": 400.0, "measure": "g", "grams": 400.0, "b12_ug": 332.52, "lower_bound": 0}');
INSERT INTO "change_row" VALUES(26,11,'recipe_ingredient',2,NULL,'{"id": 2, "recipe_id": 1, "position": 1, "food_id": 1, "food": "butter", "amount": 100.0, "measure": "g", "grams": 100.0, "b12_ug": 0.17, "lower_bound": 0}');
INSERT INTO "change_row" VALUES(27,11,'recipe_ingredient',3,NULL,'{"id": 3, "recipe_id": 1, "position": 2, "food_id": 112, "food": "egg", "amount": 2.0, "measure": "large", "grams": 100.0, "b12_ug": 0.89, "lower_bound": 0}');
INSERT INTO "change_row" VALUES(28,12,'meal',5,NULL,'{"id": 5, "person_id": 1, "day": "2026-11-20", "eaten_at": null, "name": null}');
INSERT INTO "change_row" VALUES(29,12,'item',8,NULL,'{"id": 8, "meal_id": 5, "food_id": 8813, "food": "liver pate", "food_code": "liver-pate", "kind": "meat", "origin": "natural", "source": "your own recipe", "amount": 1.0, "measure": "serving", "usual": 0, "grams": 75.0, "b12_ug": 41.6975, "lower_bound": 0}');
INSERT INTO "change_row" VALUES(30,13,'meal',6,NULL,'{"id": 6, "person_id": 1, "day": "2026-11-21", "eaten_at": null, "name": null}');
INSERT INTO "change_row" VALUES(31,13,'item',9,NULL,'{"id": 9, "meal_id": 6, "food_id": 112, "food": "egg", "food_code": "01123", "kind": "egg", "origin": "natural", "source": "USDA National Nutrient Database for Standard Reference 28, NDB 01123", "amount": 2.0, "measure": "large", "usual": 0, "grams": 100.0, "b12_ug": 0.89, "lower_bound": 0}');
CREATE TABLE "condition" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	person_id INTEGER NOT NULL,
	name TEXT NOT NULL,
	since TEXT NOT NULL,
	until TEXT,
	CONSTRAINT ck_condition_name CHECK (name IN ('pernicious-anaemia', 'atrophic-gastritis', 'gastric-bypass', 'gastrectomy', 'ileal-resection', 'crohns', 'coeliac', 'metformin', 'acid-blocker', 'autoimmune-gastritis', 'sleeve-gastrectomy', 'bariatric-surgery', 'sibo', 'pancreatic-insufficiency', 'tapeworm', 'hiv', 'colchicine', 'sjogrens', 'type-1-diabetes', 'autoimmune-thyroid', 'anti-seizure-medicine', 'radiotherapy', 'h2-blocker', 'antacids', 'nitrous-oxide', 'kidney-disease', 'lebers', 'folic-acid')),
	CONSTRAINT ck_condition_since CHECK (since BETWEEN '1900-01-01' AND '2999-12-31' AND since IS date(since, '+0 days')),
	CONSTRAINT ck_condition_until CHECK (until BETWEEN '1900-01-01' AND '2999-12-31' AND until IS date(until, '+0 days')),
	CONSTRAINT fk_condition_person_id FOREIGN KEY(person_id) REFERENCES person (id)
		ON DELETE CASCADE
)
 STRICT
;
INSERT INTO "condition" VALUES(1,1,'acid-blocker','2023-01-01','2023-06-30');
CREATE TABLE "day_mark" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	mark TEXT NOT NULL, 
	CONSTRAINT ck_day_mark_mark CHECK (mark IN ('fast', 'partial')), 
	CONSTRAINT fk_day_mark_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT uq_day_mark_person_id UNIQUE (person_id, day), 
	CONSTRAINT ck_day_mark_day CHECK (day BETWEEN '1900-01-01' AND '2999-12-31' AND day IS date(day, '+0 days'))
)
 STRICT

;
INSERT INTO "day_mark" VALUES(1,1,'2026-11-10','fast');
INSERT INTO "day_mark" VALUES(2,1,'2026-11-11','partial');
CREATE TABLE food (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	everyday TEXT, 
	food_group TEXT, 
	kind TEXT, 
	origin TEXT NOT NULL, 
	diet TEXT, 
	b12_ug_per_100g REAL, 
	source TEXT NOT NULL, 
	catalogue TEXT NOT NULL, 
	removed INTEGER DEFAULT '0' NOT NULL, 
	lower_bound INTEGER DEFAULT '0' NOT NULL, role TEXT CONSTRAINT ck_food_role CHECK (role IN ('milk', 'cream', 'fat', 'spread', 'sauce', 'cheese', 'egg', 'meat', 'fish', 'bread', 'cereal', 'porridge', 'hot drink', 'drink', 'starch', 'vegetable', 'fruit', 'nuts', 'legume', 'yogurt', 'dessert', 'sweet', 'snack', 'soup', 'salad', 'sandwich', 'dish', 'powder', 'supplement', 'seasoning')), table_code TEXT CONSTRAINT fk_food_table_code_food_table REFERENCES food_table (code), mark TEXT CONSTRAINT ck_food_mark CHECK (mark IN ('trace', 'below', 'estimate')), below_ug_per_100g REAL CONSTRAINT ck_food_below_ug_per_100g CHECK (below_ug_per_100g > 0 AND below_ug_per_100g <= 100000), 
	CONSTRAINT ck_food_catalogue CHECK (catalogue IN ('seed', 'own', 'imported')), 
	CONSTRAINT ck_food_diet CHECK (diet IN ('vegan', 'vegetarian', 'pescatarian', 'any')), 
	CONSTRAINT ck_food_kind CHECK (kind IN ('meat', 'poultry', 'fish', 'shellfish', 'egg', 'dairy', 'plant', 'fortified', 'supplement', 'mixed')), 
	CONSTRAINT ck_food_origin CHECK (origin IN ('natural', 'fortified', 'supplement', 'injection')), 
	CONSTRAINT ck_food_b12_ug_per_100g CHECK (b12_ug_per_100g BETWEEN 0 AND 100000), 
	CONSTRAINT ck_food_removed CHECK (removed IN (0, 1)), 
	CONSTRAINT ck_food_lower_bound CHECK (lower_bound IN (0, 1)), 
	CONSTRAINT uq_food_code UNIQUE (code)
)
 STRICT

;
INSERT INTO "food" VALUES(1,'01001','Butter, salted','butter','Dairy and Egg Products','dairy','natural','vegetarian',0.17,'USDA National Nutrient Database for Standard Reference 28, NDB 01001','seed',0,0,'fat',NULL,NULL,NULL);
INSERT INTO "food" VALUES(70,'01077','Milk, whole, 3.25% milkfat, with added vitamin D','whole milk','Dairy and Egg Products','dairy','natural','vegetarian',0.45,'USDA National Nutrient Database for Standard Reference 28, NDB 01077','seed',0,0,'milk',NULL,NULL,NULL);
INSERT INTO "food" VALUES(112,'01123','Egg, whole, raw, fresh','egg','Dairy and Egg Products','egg','natural','vegetarian',0.89,'USDA National Nutrient Database for Standard Reference 28, NDB 01123','seed',0,0,'egg',NULL,NULL,NULL);
INSERT INTO "food" VALUES(1782,'08013','Cereals ready-to-eat, GENERAL MILLS, CHEERIOS',NULL,'Breakfast Cereals','fortified','fortified',NULL,6.77,'USDA National Nutrient Database for Standard Reference 28, NDB 08013','seed',0,0,NULL,NULL,NULL,NULL);
INSERT INTO "food" VALUES(3789,'13327','Beef, variety meats and by-products, liver, cooked, pan-fried','beef liver','Beef Products','meat','natural','any',83.13,'USDA National Nutrient Database for Standard Reference 28, NDB 13327','seed',0,0,'meat',NULL,NULL,NULL);
INSERT INTO "food" VALUES(4687,'15209','Fish, salmon, Atlantic, wild, cooked, dry heat','salmon','Finfish and Shellfish Products','fish','natural','pescatarian',3.05,'USDA National Nutrient Database for Standard Reference 28, NDB 15209','seed',0,0,'fish',NULL,NULL,NULL);
INSERT INTO "food" VALUES(7782,'27042','Soup, clam chowder, new england, canned, ready-to-serve',NULL,'Soups, Sauces, and Gravies','mixed','natural',NULL,NULL,'USDA National Nutrient Database for Standard Reference 28, NDB 27042','seed',0,0,NULL,NULL,NULL,NULL);
INSERT INTO "food" VALUES(8812,'oatly-barista','Oatly Barista','Oatly Barista',NULL,'fortified','fortified','vegan',NULL,'your own entry','own',0,0,NULL,NULL,NULL,NULL);
INSERT INTO "food" VALUES(8813,'liver-pate','liver pate','liver pate',NULL,'meat','natural','any',5.55966666666666640148e+01,'your own recipe','own',0,0,NULL,NULL,NULL,NULL);
INSERT INTO "food" VALUES(38700,'moon-1','Moon gravy',NULL,NULL,NULL,'natural',NULL,0.0,'Moon Food Table 2026, 1, < 0.10 µg/100 g','imported',0,0,NULL,'moon','below',0.1);
CREATE TABLE food_table (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	code TEXT NOT NULL, 
	title TEXT NOT NULL, 
	edition TEXT NOT NULL, 
	country TEXT, 
	licence TEXT NOT NULL, 
	attribution TEXT NOT NULL, 
	CONSTRAINT uq_food_table_code UNIQUE (code), 
	CONSTRAINT code CHECK (code <> '' AND code NOT GLOB '*[^a-z0-9]*'), 
	CONSTRAINT country CHECK (country GLOB '[a-z][a-z]')
)
 STRICT

;
INSERT INTO "food_table" VALUES(1,'moon','Moon Food Table','2026','uk','free','The Moon');
CREATE TABLE food_word (
	word TEXT NOT NULL, 
	food_id INTEGER NOT NULL, 
	CONSTRAINT pk_food_word PRIMARY KEY (word, food_id), 
	CONSTRAINT fk_food_word_food_id FOREIGN KEY(food_id) REFERENCES food (id) ON DELETE CASCADE
)
 STRICT

;
INSERT INTO "food_word" VALUES('canned',7782);
INSERT INTO "food_word" VALUES('chowder',7782);
INSERT INTO "food_word" VALUES('clam',7782);
INSERT INTO "food_word" VALUES('england',7782);
INSERT INTO "food_word" VALUES('new',7782);
INSERT INTO "food_word" VALUES('ready',7782);
INSERT INTO "food_word" VALUES('serve',7782);
INSERT INTO "food_word" VALUES('soup',7782);
INSERT INTO "food_word" VALUES('to',7782);
INSERT INTO "food_word" VALUES('cereal',1782);
INSERT INTO "food_word" VALUES('cheerio',1782);
INSERT INTO "food_word" VALUES('eat',1782);
INSERT INTO "food_word" VALUES('general',1782);
INSERT INTO "food_word" VALUES('mill',1782);
INSERT INTO "food_word" VALUES('ready',1782);
INSERT INTO "food_word" VALUES('to',1782);
INSERT INTO "food_word" VALUES('3',112);
INSERT INTO "food_word" VALUES('3%',70);
INSERT INTO "food_word" VALUES('3.25%',70);
INSERT INTO "food_word" VALUES('3.5%',70);
INSERT INTO "food_word" VALUES('4%',70);
INSERT INTO "food_word" VALUES('7',112);
INSERT INTO "food_word" VALUES('a2',70);
INSERT INTO "food_word" VALUES('aavin',70);
INSERT INTO "food_word" VALUES('added',70);
INSERT INTO "food_word" VALUES('aeg',112);
INSERT INTO "food_word" VALUES('agg',112);
INSERT INTO "food_word" VALUES('air',4687);
INSERT INTO "food_word" VALUES('alaskan',4687);
INSERT INTO "food_word" VALUES('alla',4687);
INSERT INTO "food_word" VALUES('amul',1);
INSERT INTO "food_word" VALUES('amul',70);
INSERT INTO "food_word" VALUES('anchor',1);
INSERT INTO "food_word" VALUES('applebee',4687);
INSERT INTO "food_word" VALUES('argentina',1);
INSERT INTO "food_word" VALUES('atlantic',4687);
INSERT INTO "food_word" VALUES('avga',112);
INSERT INTO "food_word" VALUES('avgo',112);
INSERT INTO "food_word" VALUES('baked',4687);
INSERT INTO "food_word" VALUES('barista',70);
INSERT INTO "food_word" VALUES('barista',8812);
INSERT INTO "food_word" VALUES('barn',112);
INSERT INTO "food_word" VALUES('beef',3789);
INSERT INTO "food_word" VALUES('best',112);
INSERT INTO "food_word" VALUES('beurre',1);
INSERT INTO "food_word" VALUES('bife',3789);
INSERT INTO "food_word" VALUES('bio',112);
INSERT INTO "food_word" VALUES('bird',4687);
INSERT INTO "food_word" VALUES('bistec',3789);
INSERT INTO "food_word" VALUES('bite',4687);
INSERT INTO "food_word" VALUES('blackened',4687);
INSERT INTO "food_word" VALUES('blue',70);
INSERT INTO "food_word" VALUES('boeuf',3789);
INSERT INTO "food_word" VALUES('boiled',70);
INSERT INTO "food_word" VALUES('boiled',112);
INSERT INTO "food_word" VALUES('boter',1);
INSERT INTO "food_word" VALUES('brandy',1);
INSERT INTO "food_word" VALUES('bregott',1);
INSERT INTO "food_word" VALUES('brown',1);
INSERT INTO "food_word" VALUES('brown',112);
INSERT INTO "food_word" VALUES('browne',70);
INSERT INTO "food_word" VALUES('burford',112);
INSERT INTO "food_word" VALUES('burro',1);
INSERT INTO "food_word" VALUES('butter',1);
INSERT INTO "food_word" VALUES('butterbrot',1);
INSERT INTO "food_word" VALUES('buttery',1);
INSERT INTO "food_word" VALUES('by',3789);
INSERT INTO "food_word" VALUES('catch',4687);
INSERT INTO "food_word" VALUES('cereal',70);
INSERT INTO "food_word" VALUES('cheesecake',4687);
INSERT INTO "food_word" VALUES('chibindi',3789);
INSERT INTO "food_word" VALUES('chicken',112);
INSERT INTO "food_word" VALUES('ciger',3789);
INSERT INTO "food_word" VALUES('clarence',112);
INSERT INTO "food_word" VALUES('coho',4687);
INSERT INTO "food_word" VALUES('cold',70);
INSERT INTO "food_word" VALUES('com',3789);
INSERT INTO "food_word" VALUES('cook',4687);
INSERT INTO "food_word" VALUES('cooked',112);
INSERT INTO "food_word" VALUES('cooked',3789);
INSERT INTO "food_word" VALUES('cooked',4687);
INSERT INTO "food_word" VALUES('country',112);
INSERT INTO "food_word" VALUES('court',112);
INSERT INTO "food_word" VALUES('cow',70);
INSERT INTO "food_word" VALUES('cow',3789);
INSERT INTO "food_word" VALUES('cream',70);
INSERT INTO "food_word" VALUES('cultured',1);
INSERT INTO "food_word" VALUES('d',70);
INSERT INTO "food_word" VALUES('dairy',70);
INSERT INTO "food_word" VALUES('dansk',3789);
INSERT INTO "food_word" VALUES('darne',4687);
INSERT INTO "food_word" VALUES('demi',1);
INSERT INTO "food_word" VALUES('desi',112);
INSERT INTO "food_word" VALUES('dil',3789);
INSERT INTO "food_word" VALUES('donegal',4687);
INSERT INTO "food_word" VALUES('doux',1);
INSERT INTO "food_word" VALUES('dry',4687);
INSERT INTO "food_word" VALUES('dzigerica',3789);
INSERT INTO "food_word" VALUES('egg',112);
INSERT INTO "food_word" VALUES('eggland',112);
INSERT INTO "food_word" VALUES('ei',112);
INSERT INTO "food_word" VALUES('eier',112);
INSERT INTO "food_word" VALUES('eieren',112);
INSERT INTO "food_word" VALUES('eitje',112);
INSERT INTO "food_word" VALUES('ela',3789);
INSERT INTO "food_word" VALUES('entera',70);
INSERT INTO "food_word" VALUES('entero',112);
INSERT INTO "food_word" VALUES('entier',70);
INSERT INTO "food_word" VALUES('eye',4687);
INSERT INTO "food_word" VALUES('factory',4687);
INSERT INTO "food_word" VALUES('farm',112);
INSERT INTO "food_word" VALUES('farmer',70);
INSERT INTO "food_word" VALUES('fat',70);
INSERT INTO "food_word" VALUES('fed',1);
INSERT INTO "food_word" VALUES('figado',3789);
INSERT INTO "food_word" VALUES('fillet',4687);
INSERT INTO "food_word" VALUES('fish',4687);
INSERT INTO "food_word" VALUES('flake',4687);
INSERT INTO "food_word" VALUES('foam',70);
INSERT INTO "food_word" VALUES('foie',3789);
INSERT INTO "food_word" VALUES('for',70);
INSERT INTO "food_word" VALUES('free',1);
INSERT INTO "food_word" VALUES('free',70);
INSERT INTO "food_word" VALUES('free',112);
INSERT INTO "food_word" VALUES('freilandeier',112);
INSERT INTO "food_word" VALUES('fresh',70);
INSERT INTO "food_word" VALUES('fresh',112);
INSERT INTO "food_word" VALUES('fresh',4687);
INSERT INTO "food_word" VALUES('fried',3789);
INSERT INTO "food_word" VALUES('fried',4687);
INSERT INTO "food_word" VALUES('frische',70);
INSERT INTO "food_word" VALUES('frothed',70);
INSERT INTO "food_word" VALUES('full',70);
INSERT INTO "food_word" VALUES('garlic',1);
INSERT INTO "food_word" VALUES('gebraten',4687);
INSERT INTO "food_word" VALUES('gekochte',112);
INSERT INTO "food_word" VALUES('glass',70);
INSERT INTO "food_word" VALUES('goat',1);
INSERT INTO "food_word" VALUES('gold',70);
INSERT INTO "food_word" VALUES('golden',112);
INSERT INTO "food_word" VALUES('gordo',70);
INSERT INTO "food_word" VALUES('grass',1);
INSERT INTO "food_word" VALUES('gravy',38700);
INSERT INTO "food_word" VALUES('griglia',4687);
INSERT INTO "food_word" VALUES('grille',4687);
INSERT INTO "food_word" VALUES('grilled',4687);
INSERT INTO "food_word" VALUES('guernsey',70);
INSERT INTO "food_word" VALUES('h',70);
INSERT INTO "food_word" VALUES('haltbare',70);
INSERT INTO "food_word" VALUES('happy',112);
INSERT INTO "food_word" VALUES('heat',4687);
INSERT INTO "food_word" VALUES('helmelk',70);
INSERT INTO "food_word" VALUES('helmjolk',70);
INSERT INTO "food_word" VALUES('helmælk',70);
INSERT INTO "food_word" VALUES('hen',112);
INSERT INTO "food_word" VALUES('herb',1);
INSERT INTO "food_word" VALUES('heumilch',70);
INSERT INTO "food_word" VALUES('higado',3789);
INSERT INTO "food_word" VALUES('homo',70);
INSERT INTO "food_word" VALUES('homogenised',70);
INSERT INTO "food_word" VALUES('hot',70);
INSERT INTO "food_word" VALUES('hot',4687);
INSERT INTO "food_word" VALUES('huevo',112);
INSERT INTO "food_word" VALUES('huhnerei',112);
INSERT INTO "food_word" VALUES('huon',4687);
INSERT INTO "food_word" VALUES('inteiro',70);
INSERT INTO "food_word" VALUES('intero',70);
INSERT INTO "food_word" VALUES('irish',1);
INSERT INTO "food_word" VALUES('irish',4687);
INSERT INTO "food_word" VALUES('isca',3789);
INSERT INTO "food_word" VALUES('isibindi',3789);
INSERT INTO "food_word" VALUES('jajka',112);
INSERT INTO "food_word" VALUES('jajko',112);
INSERT INTO "food_word" VALUES('jajo',112);
INSERT INTO "food_word" VALUES('jeegar',3789);
INSERT INTO "food_word" VALUES('jersey',70);
INSERT INTO "food_word" VALUES('jetrica',3789);
INSERT INTO "food_word" VALUES('jigar',3789);
INSERT INTO "food_word" VALUES('john',4687);
INSERT INTO "food_word" VALUES('kabab',3789);
INSERT INTO "food_word" VALUES('kananmuna',112);
INSERT INTO "food_word" VALUES('kerrygold',1);
INSERT INTO "food_word" VALUES('king',4687);
INSERT INTO "food_word" VALUES('knoblauchbutter',1);
INSERT INTO "food_word" VALUES('kozhi',112);
INSERT INTO "food_word" VALUES('krauterbutter',1);
INSERT INTO "food_word" VALUES('kruidenboter',1);
INSERT INTO "food_word" VALUES('kræmmerhuset',1);
INSERT INTO "food_word" VALUES('la',4687);
INSERT INTO "food_word" VALUES('lach',4687);
INSERT INTO "food_word" VALUES('lachsfilet',4687);
INSERT INTO "food_word" VALUES('lachssteak',4687);
INSERT INTO "food_word" VALUES('lactofree',70);
INSERT INTO "food_word" VALUES('lactose',1);
INSERT INTO "food_word" VALUES('lactose',70);
INSERT INTO "food_word" VALUES('laid',112);
INSERT INTO "food_word" VALUES('lait',70);
INSERT INTO "food_word" VALUES('lak',4687);
INSERT INTO "food_word" VALUES('lake',1);
INSERT INTO "food_word" VALUES('land',1);
INSERT INTO "food_word" VALUES('landliebe',70);
INSERT INTO "food_word" VALUES('lapte',70);
INSERT INTO "food_word" VALUES('large',112);
INSERT INTO "food_word" VALUES('latte',70);
INSERT INTO "food_word" VALUES('lax',4687);
INSERT INTO "food_word" VALUES('laxfile',4687);
INSERT INTO "food_word" VALUES('lazac',4687);
INSERT INTO "food_word" VALUES('leche',70);
INSERT INTO "food_word" VALUES('leite',70);
INSERT INTO "food_word" VALUES('lemon',4687);
INSERT INTO "food_word" VALUES('leverbiff',3789);
INSERT INTO "food_word" VALUES('leverbiffar',3789);
INSERT INTO "food_word" VALUES('leverstek',3789);
INSERT INTO "food_word" VALUES('leverstuing',3789);
INSERT INTO "food_word" VALUES('lewi',70);
INSERT INTO "food_word" VALUES('life',70);
INSERT INTO "food_word" VALUES('liver',3789);
INSERT INTO "food_word" VALUES('liver',8813);
INSERT INTO "food_word" VALUES('lohi',4687);
INSERT INTO "food_word" VALUES('lohifilee',4687);
INSERT INTO "food_word" VALUES('loin',4687);
INSERT INTO "food_word" VALUES('long',70);
INSERT INTO "food_word" VALUES('longlife',70);
INSERT INTO "food_word" VALUES('loso',4687);
INSERT INTO "food_word" VALUES('lososi',4687);
INSERT INTO "food_word" VALUES('lurpak',1);
INSERT INTO "food_word" VALUES('made',70);
INSERT INTO "food_word" VALUES('maelk',70);
INSERT INTO "food_word" VALUES('magnolia',70);
INSERT INTO "food_word" VALUES('maini',3789);
INSERT INTO "food_word" VALUES('maito',70);
INSERT INTO "food_word" VALUES('maj',3789);
INSERT INTO "food_word" VALUES('maksakastike',3789);
INSERT INTO "food_word" VALUES('maksapihvi',3789);
INSERT INTO "food_word" VALUES('maksapihvit',3789);
INSERT INTO "food_word" VALUES('manteca',1);
INSERT INTO "food_word" VALUES('manteiga',1);
INSERT INTO "food_word" VALUES('mantequilla',1);
INSERT INTO "food_word" VALUES('maslac',1);
INSERT INTO "food_word" VALUES('maslo',1);
INSERT INTO "food_word" VALUES('masło',1);
INSERT INTO "food_word" VALUES('meat',3789);
INSERT INTO "food_word" VALUES('medium',112);
INSERT INTO "food_word" VALUES('melk',70);
INSERT INTO "food_word" VALUES('melted',1);
INSERT INTO "food_word" VALUES('milch',70);
INSERT INTO "food_word" VALUES('milk',70);
INSERT INTO "food_word" VALUES('milkfat',70);
INSERT INTO "food_word" VALUES('mjolk',70);
INSERT INTO "food_word" VALUES('mleko',70);
INSERT INTO "food_word" VALUES('mlieko',70);
INSERT INTO "food_word" VALUES('mlijeko',70);
INSERT INTO "food_word" VALUES('moloko',70);
INSERT INTO "food_word" VALUES('moon',38700);
INSERT INTO "food_word" VALUES('mount',4687);
INSERT INTO "food_word" VALUES('muna',112);
INSERT INTO "food_word" VALUES('muttai',112);
INSERT INTO "food_word" VALUES('mælk',70);
INSERT INTO "food_word" VALUES('nandini',70);
INSERT INTO "food_word" VALUES('nattu',112);
INSERT INTO "food_word" VALUES('naudanmaksa',3789);
INSERT INTO "food_word" VALUES('nestle',70);
INSERT INTO "food_word" VALUES('nestle',112);
INSERT INTO "food_word" VALUES('ngombe',3789);
INSERT INTO "food_word" VALUES('notlever',3789);
INSERT INTO "food_word" VALUES('o',1);
INSERT INTO "food_word" VALUES('oatly',8812);
INSERT INTO "food_word" VALUES('oeuf',112);
INSERT INTO "food_word" VALUES('omega',112);
INSERT INTO "food_word" VALUES('onion',3789);
INSERT INTO "food_word" VALUES('ora',4687);
INSERT INTO "food_word" VALUES('organic',1);
INSERT INTO "food_word" VALUES('organic',70);
INSERT INTO "food_word" VALUES('organic',112);
INSERT INTO "food_word" VALUES('organic',4687);
INSERT INTO "food_word" VALUES('oua',112);
INSERT INTO "food_word" VALUES('outback',4687);
INSERT INTO "food_word" VALUES('ovnbagt',4687);
INSERT INTO "food_word" VALUES('ovo',112);
INSERT INTO "food_word" VALUES('ox',3789);
INSERT INTO "food_word" VALUES('pack',70);
INSERT INTO "food_word" VALUES('packet',70);
INSERT INTO "food_word" VALUES('pam',112);
INSERT INTO "food_word" VALUES('pan',3789);
INSERT INTO "food_word" VALUES('pan',4687);
INSERT INTO "food_word" VALUES('pasture',112);
INSERT INTO "food_word" VALUES('pat',1);
INSERT INTO "food_word" VALUES('pate',8813);
INSERT INTO "food_word" VALUES('pave',4687);
INSERT INTO "food_word" VALUES('peceny',4687);
INSERT INTO "food_word" VALUES('pechen',3789);
INSERT INTO "food_word" VALUES('pien',70);
INSERT INTO "food_word" VALUES('piena',70);
INSERT INTO "food_word" VALUES('piim',70);
INSERT INTO "food_word" VALUES('plancha',4687);
INSERT INTO "food_word" VALUES('poached',4687);
INSERT INTO "food_word" VALUES('portion',4687);
INSERT INTO "food_word" VALUES('portuguesa',3789);
INSERT INTO "food_word" VALUES('pouch',70);
INSERT INTO "food_word" VALUES('pouch',4687);
INSERT INTO "food_word" VALUES('powder',70);
INSERT INTO "food_word" VALUES('president',1);
INSERT INTO "food_word" VALUES('product',3789);
INSERT INTO "food_word" VALUES('pura',70);
INSERT INTO "food_word" VALUES('puter',1);
INSERT INTO "food_word" VALUES('ra',70);
INSERT INTO "food_word" VALUES('raised',112);
INSERT INTO "food_word" VALUES('range',112);
INSERT INTO "food_word" VALUES('raw',70);
INSERT INTO "food_word" VALUES('raw',112);
INSERT INTO "food_word" VALUES('regal',4687);
INSERT INTO "food_word" VALUES('regular',70);
INSERT INTO "food_word" VALUES('res',3789);
INSERT INTO "food_word" VALUES('resztelt',3789);
INSERT INTO "food_word" VALUES('rinderleber',3789);
INSERT INTO "food_word" VALUES('road',70);
INSERT INTO "food_word" VALUES('roadhouse',4687);
INSERT INTO "food_word" VALUES('roast',4687);
INSERT INTO "food_word" VALUES('roomboter',1);
INSERT INTO "food_word" VALUES('runderlever',3789);
INSERT INTO "food_word" VALUES('runny',112);
INSERT INTO "food_word" VALUES('sa',3789);
INSERT INTO "food_word" VALUES('salmao',4687);
INSERT INTO "food_word" VALUES('salmon',4687);
INSERT INTO "food_word" VALUES('salmone',4687);
INSERT INTO "food_word" VALUES('salted',1);
INSERT INTO "food_word" VALUES('saumon',4687);
INSERT INTO "food_word" VALUES('seared',4687);
INSERT INTO "food_word" VALUES('sel',1);
INSERT INTO "food_word" VALUES('shakti',70);
INSERT INTO "food_word" VALUES('side',4687);
INSERT INTO "food_word" VALUES('sigotaki',3789);
INSERT INTO "food_word" VALUES('sikotaki',3789);
INSERT INTO "food_word" VALUES('size',112);
INSERT INTO "food_word" VALUES('skilpadjy',3789);
INSERT INTO "food_word" VALUES('slice',1);
INSERT INTO "food_word" VALUES('slightly',1);
INSERT INTO "food_word" VALUES('small',112);
INSERT INTO "food_word" VALUES('smoked',4687);
INSERT INTO "food_word" VALUES('smor',1);
INSERT INTO "food_word" VALUES('smør',1);
INSERT INTO "food_word" VALUES('solomo',4687);
INSERT INTO "food_word" VALUES('somon',4687);
INSERT INTO "food_word" VALUES('sote',3789);
INSERT INTO "food_word" VALUES('spread',1);
INSERT INTO "food_word" VALUES('spreadable',1);
INSERT INTO "food_word" VALUES('standardmjolk',70);
INSERT INTO "food_word" VALUES('steak',3789);
INSERT INTO "food_word" VALUES('steak',4687);
INSERT INTO "food_word" VALUES('steamed',70);
INSERT INTO "food_word" VALUES('steamed',4687);
INSERT INTO "food_word" VALUES('stekt',4687);
INSERT INTO "food_word" VALUES('stick',1);
INSERT INTO "food_word" VALUES('sviest',1);
INSERT INTO "food_word" VALUES('sviesta',1);
INSERT INTO "food_word" VALUES('sødmælk',70);
INSERT INTO "food_word" VALUES('taaza',70);
INSERT INTO "food_word" VALUES('tassal',4687);
INSERT INTO "food_word" VALUES('taysmaito',70);
INSERT INTO "food_word" VALUES('tereyagı',1);
INSERT INTO "food_word" VALUES('ternera',3789);
INSERT INTO "food_word" VALUES('tetra',70);
INSERT INTO "food_word" VALUES('texa',4687);
INSERT INTO "food_word" VALUES('toja',112);
INSERT INTO "food_word" VALUES('toned',70);
INSERT INTO "food_word" VALUES('top',70);
INSERT INTO "food_word" VALUES('truffle',1);
INSERT INTO "food_word" VALUES('ugnsbakad',4687);
INSERT INTO "food_word" VALUES('ugnslax',4687);
INSERT INTO "food_word" VALUES('uht',70);
INSERT INTO "food_word" VALUES('union',70);
INSERT INTO "food_word" VALUES('unsalted',1);
INSERT INTO "food_word" VALUES('uova',112);
INSERT INTO "food_word" VALUES('uovo',112);
INSERT INTO "food_word" VALUES('up',70);
INSERT INTO "food_word" VALUES('uunilohi',4687);
INSERT INTO "food_word" VALUES('uunissa',4687);
INSERT INTO "food_word" VALUES('vajcia',112);
INSERT INTO "food_word" VALUES('variety',3789);
INSERT INTO "food_word" VALUES('vejce',112);
INSERT INTO "food_word" VALUES('vital',112);
INSERT INTO "food_word" VALUES('vitamin',70);
INSERT INTO "food_word" VALUES('voi',1);
INSERT INTO "food_word" VALUES('volle',70);
INSERT INTO "food_word" VALUES('vollmilch',70);
INSERT INTO "food_word" VALUES('voutyro',1);
INSERT INTO "food_word" VALUES('warm',70);
INSERT INTO "food_word" VALUES('watrobka',3789);
INSERT INTO "food_word" VALUES('weidemilch',70);
INSERT INTO "food_word" VALUES('weihenstephan',70);
INSERT INTO "food_word" VALUES('west',4687);
INSERT INTO "food_word" VALUES('wetherspoon',4687);
INSERT INTO "food_word" VALUES('whipped',1);
INSERT INTO "food_word" VALUES('whole',70);
INSERT INTO "food_word" VALUES('whole',112);
INSERT INTO "food_word" VALUES('wild',4687);
INSERT INTO "food_word" VALUES('wildlach',4687);
INSERT INTO "food_word" VALUES('wołowa',3789);
INSERT INTO "food_word" VALUES('ya',3789);
INSERT INTO "food_word" VALUES('yaytsa',112);
INSERT INTO "food_word" VALUES('yumurta',112);
INSERT INTO "food_word" VALUES('zalm',4687);
INSERT INTO "food_word" VALUES('zalmfilet',4687);
INSERT INTO "food_word" VALUES('zhareniy',3789);
INSERT INTO "food_word" VALUES('æg',112);
INSERT INTO "food_word" VALUES('łoso',4687);
CREATE TABLE "imported_day" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	program TEXT NOT NULL, 
	day TEXT NOT NULL, 
	marks TEXT NOT NULL, 
	CONSTRAINT fk_imported_day_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT uq_imported_day_person_id UNIQUE (person_id, program, day), 
	CONSTRAINT ck_imported_day_day CHECK (day BETWEEN '1900-01-01' AND '2999-12-31' AND day IS date(day, '+0 days'))
)
 STRICT

;
INSERT INTO "imported_day" VALUES(1,1,'Cronometer','2026-01-05','0123456789ab cdef01234567?');
CREATE TABLE item (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	meal_id INTEGER NOT NULL, 
	food_id INTEGER, 
	food TEXT NOT NULL, 
	food_code TEXT, 
	kind TEXT, 
	origin TEXT NOT NULL, 
	source TEXT NOT NULL, 
	amount REAL NOT NULL, 
	measure TEXT NOT NULL, 
	usual INTEGER NOT NULL, 
	grams REAL, 
	b12_ug REAL, 
	lower_bound INTEGER DEFAULT '0' NOT NULL, note TEXT, 
	CONSTRAINT ck_item_origin CHECK (origin IN ('natural', 'fortified', 'supplement', 'injection')), 
	CONSTRAINT ck_item_amount CHECK (amount > 0 AND amount <= 100000), 
	CONSTRAINT ck_item_b12_ug CHECK (b12_ug >= 0 AND b12_ug <= 100000), 
	CONSTRAINT ck_item_grams CHECK (grams > 0 AND grams <= 100000), 
	CONSTRAINT ck_item_usual CHECK (usual IN (0, 1)), 
	CONSTRAINT ck_item_lower_bound CHECK (lower_bound IN (0, 1)), 
	CONSTRAINT fk_item_food_id FOREIGN KEY(food_id) REFERENCES food (id) ON DELETE SET NULL, 
	CONSTRAINT fk_item_meal_id FOREIGN KEY(meal_id) REFERENCES meal (id) ON DELETE CASCADE
)
 STRICT

;
INSERT INTO "item" VALUES(1,1,4687,'salmon','15209','fish','natural','USDA National Nutrient Database for Standard Reference 28, NDB 15209',150.0,'g',0,150.0,4.575,0,NULL);
INSERT INTO "item" VALUES(2,1,70,'whole milk','01077','dairy','natural','USDA National Nutrient Database for Standard Reference 28, NDB 01077',1.0,'cup',0,244.0,1.09799999999999986499e+00,0,NULL);
INSERT INTO "item" VALUES(3,1,112,'egg','01123','egg','natural','USDA National Nutrient Database for Standard Reference 28, NDB 01123',2.0,'large',0,100.0,0.89,0,NULL);
INSERT INTO "item" VALUES(4,2,NULL,'B12 tablet',NULL,'supplement','supplement','as logged, from its label',1000.0,'µg',0,NULL,1000.0,0,NULL);
INSERT INTO "item" VALUES(5,3,7782,'Soup, clam chowder, new england, canned, ready-to-serve','27042','mixed','natural','USDA National Nutrient Database for Standard Reference 28, NDB 27042',1.0,'cup',0,254.0,NULL,0,NULL);
INSERT INTO "item" VALUES(6,3,1782,'Cheerios','08013','fortified','fortified','USDA National Nutrient Database for Standard Reference 28, NDB 08013',1.0,'cup',0,28.0,1.8956,0,NULL);
INSERT INTO "item" VALUES(7,4,NULL,'injection',NULL,'supplement','injection','as logged, from its label',1000.0,'µg',0,NULL,1000.0,0,NULL);
INSERT INTO "item" VALUES(8,5,8813,'liver pate','liver-pate','meat','natural','your own recipe',1.0,'serving',0,75.0,41.6975,0,NULL);
CREATE TABLE "lab_value" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	test TEXT NOT NULL, 
	value REAL NOT NULL, 
	unit TEXT NOT NULL, bound TEXT CONSTRAINT ck_lab_value_bound CHECK (bound IN ('<', '≤', '≥', '>')), 
	CONSTRAINT ck_lab_value_value CHECK (value > 0 AND value <= 1000000), 
	CONSTRAINT fk_lab_value_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT ck_lab_value_day CHECK (day BETWEEN '1900-01-01' AND '2999-12-31' AND day IS date(day, '+0 days')), 
	CONSTRAINT ck_lab_value_test CHECK (test IN ('b12', 'active-b12', 'mma', 'homocysteine')), 
	CONSTRAINT ck_lab_value_unit CHECK (unit IN ('pg/mL', 'ng/L', 'pmol/L', 'nmol/L', 'µmol/L'))
)
 STRICT

;
INSERT INTO "lab_value" VALUES(1,1,'2026-10-02','b12',310.0,'pg/mL',NULL);
CREATE TABLE "life_stage" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	since TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	CONSTRAINT ck_life_stage_stage CHECK (stage IN ('none', 'pregnant', 'lactating')), 
	CONSTRAINT fk_life_stage_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT uq_life_stage_person_id UNIQUE (person_id, since), 
	CONSTRAINT ck_life_stage_since CHECK (since BETWEEN '1900-01-01' AND '2999-12-31' AND since IS date(since, '+0 days'))
)
 STRICT

;
INSERT INTO "life_stage" VALUES(1,1,'2026-03-01','pregnant');
CREATE TABLE "meal" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	eaten_at TEXT, 
	name TEXT, note TEXT, tags TEXT CONSTRAINT ck_meal_tags CHECK (tags <> '' AND tags = lower(tags) AND tags = trim(tags) AND tags NOT GLOB '*  *'), 
	CONSTRAINT fk_meal_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT ck_meal_day CHECK (day BETWEEN '1900-01-01' AND '2999-12-31' AND day IS date(day, '+0 days')), 
	CONSTRAINT ck_meal_eaten_at CHECK (eaten_at BETWEEN '1900' AND '3000' AND substr(eaten_at, 1, 10) IS date(substr(eaten_at, 1, 16), '+0 days') AND substr(eaten_at, 11) GLOB 'T[0-2][0-9]:[0-5][0-9]*[+-][0-2][0-9]:[0-5][0-9]*' AND eaten_at NOT GLOB '*[^0-9T:.+-]*')
)
 STRICT

;
INSERT INTO "meal" VALUES(1,1,'2026-11-16','2026-11-16T12:30+00:00','lunch','half of it was left','home travel');
INSERT INTO "meal" VALUES(2,1,'2026-11-17',NULL,NULL,NULL,NULL);
INSERT INTO "meal" VALUES(3,1,'2026-11-18',NULL,'breakfast',NULL,NULL);
INSERT INTO "meal" VALUES(4,1,'2026-11-19','2026-11-19T09:00+00:00',NULL,NULL,NULL);
INSERT INTO "meal" VALUES(5,1,'2026-11-20',NULL,NULL,NULL,NULL);
CREATE TABLE "person" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	born TEXT, 
	sex TEXT, 
	diet TEXT, day_starts TEXT DEFAULT '00:00' NOT NULL, is_default INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_person_is_default CHECK (is_default IN (0, 1)), country TEXT CONSTRAINT ck_person_country CHECK (country GLOB '[a-z][a-z]'), tables TEXT CONSTRAINT ck_person_tables CHECK (tables <> '' AND tables = lower(tables) AND tables = trim(tables) AND tables NOT GLOB '*  *'), 
	CONSTRAINT ck_person_diet CHECK (diet IN ('vegan', 'vegetarian', 'pescatarian', 'any')), 
	CONSTRAINT ck_person_sex CHECK (sex IN ('f', 'm')), 
	CONSTRAINT uq_person_name UNIQUE (name), 
	CONSTRAINT ck_person_born CHECK (born BETWEEN '1900-01-01' AND '2999-12-31' AND born IS date(born, '+0 days')), 
	CONSTRAINT ck_person_day_starts CHECK (day_starts GLOB '[01][0-9]:[0-5][0-9]' AND day_starts <= '12:00')
)
 STRICT

;
INSERT INTO "person" VALUES(1,'me','1990-05-01','f','vegetarian','00:00',1,NULL,'moon usda');
CREATE TABLE portion (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	food_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	amount REAL NOT NULL, 
	measure TEXT NOT NULL, 
	grams REAL, 
	b12_ug REAL, 
	CONSTRAINT ck_portion_amount CHECK (amount > 0 AND amount <= 100000), 
	CONSTRAINT ck_portion_b12_ug CHECK (b12_ug >= 0 AND b12_ug <= 100000), 
	CONSTRAINT ck_portion_grams CHECK (grams > 0 AND grams <= 100000), 
	CONSTRAINT ck_portion_weight_or_dose CHECK (grams IS NULL OR b12_ug IS NULL), 
	CONSTRAINT fk_portion_food_id FOREIGN KEY(food_id) REFERENCES food (id) ON DELETE CASCADE
)
 STRICT

;
INSERT INTO "portion" VALUES(13741,7782,0,1.0,'cup',254.0,NULL);
INSERT INTO "portion" VALUES(13742,7782,1,1.0,'can',521.0,NULL);
INSERT INTO "portion" VALUES(14943,8812,0,100.0,'ml',NULL,0.38);
INSERT INTO "portion" VALUES(14944,3789,1,1.0,'my slice',95.0,NULL);
INSERT INTO "portion" VALUES(14945,8813,0,1.0,'serving',75.0,NULL);
INSERT INTO "portion" VALUES(14946,1,0,1.0,'tbsp',14.2,NULL);
INSERT INTO "portion" VALUES(14947,1,1,1.0,'tsp',5.0,NULL);
INSERT INTO "portion" VALUES(14948,1,2,1.0,'pat',5.0,NULL);
INSERT INTO "portion" VALUES(14949,1,3,1.0,'knob',10.0,NULL);
INSERT INTO "portion" VALUES(14950,1,4,1.0,'stick',113.0,NULL);
INSERT INTO "portion" VALUES(14951,1,5,1.0,'cup',227.0,NULL);
INSERT INTO "portion" VALUES(14952,1,6,1.0,'slice',10.0,NULL);
INSERT INTO "portion" VALUES(14953,1,7,1.0,'serving',10.0,NULL);
INSERT INTO "portion" VALUES(14954,1,8,1.0,'dollop',10.0,NULL);
INSERT INTO "portion" VALUES(14955,1,9,1.0,'scrape',4.0,NULL);
INSERT INTO "portion" VALUES(14956,1,10,1.0,'oz',28.35,NULL);
INSERT INTO "portion" VALUES(14957,1,11,1.0,'thin spread',5.0,NULL);
INSERT INTO "portion" VALUES(14958,1,12,1.0,'portion',7.0,NULL);
INSERT INTO "portion" VALUES(14959,1,13,1.0,'cube',10.0,NULL);
INSERT INTO "portion" VALUES(14960,1,14,1.0,'spread',7.0,NULL);
INSERT INTO "portion" VALUES(14961,1,15,1.0,'pat (1" sq, 1/3" high)',5.0,NULL);
INSERT INTO "portion" VALUES(15313,70,0,1.0,'cup',244.0,NULL);
INSERT INTO "portion" VALUES(15314,70,1,1.0,'glass',250.0,NULL);
INSERT INTO "portion" VALUES(15315,70,2,1.0,'mug',300.0,NULL);
INSERT INTO "portion" VALUES(15316,70,3,1.0,'pint',568.0,NULL);
INSERT INTO "portion" VALUES(15317,70,4,1.0,'splash',15.0,NULL);
INSERT INTO "portion" VALUES(15318,70,5,1.0,'dash',10.0,NULL);
INSERT INTO "portion" VALUES(15319,70,6,1.0,'drop',5.0,NULL);
INSERT INTO "portion" VALUES(15320,70,7,1.0,'small glass',150.0,NULL);
INSERT INTO "portion" VALUES(15321,70,8,1.0,'large glass',300.0,NULL);
INSERT INTO "portion" VALUES(15322,70,9,1.0,'tbsp',15.0,NULL);
INSERT INTO "portion" VALUES(15323,70,10,1.0,'tsp',5.0,NULL);
INSERT INTO "portion" VALUES(15324,70,11,1.0,'fl oz',30.5,NULL);
INSERT INTO "portion" VALUES(15325,70,12,1.0,'bottle',500.0,NULL);
INSERT INTO "portion" VALUES(15326,70,13,1.0,'litre',1030.0,NULL);
INSERT INTO "portion" VALUES(15327,70,14,1.0,'carton',250.0,NULL);
INSERT INTO "portion" VALUES(15328,70,15,1.0,'bowl',150.0,NULL);
INSERT INTO "portion" VALUES(15329,70,16,1.0,'quart',976.0,NULL);
INSERT INTO "portion" VALUES(15330,70,17,1.0,'half cup',122.0,NULL);
INSERT INTO "portion" VALUES(15571,112,0,1.0,'large',50.0,NULL);
INSERT INTO "portion" VALUES(15572,112,1,1.0,'medium',44.0,NULL);
INSERT INTO "portion" VALUES(15573,112,2,1.0,'small',38.0,NULL);
INSERT INTO "portion" VALUES(15574,112,3,1.0,'extra large',56.0,NULL);
INSERT INTO "portion" VALUES(15575,112,4,1.0,'jumbo',63.0,NULL);
INSERT INTO "portion" VALUES(15576,112,5,1.0,'cup',243.0,NULL);
INSERT INTO "portion" VALUES(15577,112,6,1.0,'piece',50.0,NULL);
INSERT INTO "portion" VALUES(15578,112,7,1.0,'cup (4.86 large eggs)',243.0,NULL);
INSERT INTO "portion" VALUES(19077,1782,0,1.0,'cup (1 NLEA serving)',28.0,NULL);
INSERT INTO "portion" VALUES(22753,3789,0,1.0,'slice',81.0,NULL);
INSERT INTO "portion" VALUES(22754,3789,2,1.0,'oz',28.35,NULL);
INSERT INTO "portion" VALUES(22755,3789,3,1.0,'serving',85.0,NULL);
INSERT INTO "portion" VALUES(22756,3789,4,1.0,'piece',60.0,NULL);
INSERT INTO "portion" VALUES(22757,3789,5,1.0,'small slice',50.0,NULL);
INSERT INTO "portion" VALUES(24762,4687,0,1.0,'fillet',140.0,NULL);
INSERT INTO "portion" VALUES(24763,4687,1,1.0,'serving',120.0,NULL);
INSERT INTO "portion" VALUES(24764,4687,2,1.0,'small fillet',100.0,NULL);
INSERT INTO "portion" VALUES(24765,4687,3,1.0,'large fillet',170.0,NULL);
INSERT INTO "portion" VALUES(24766,4687,4,1.0,'piece',100.0,NULL);
INSERT INTO "portion" VALUES(24767,4687,5,1.0,'oz',28.35,NULL);
INSERT INTO "portion" VALUES(24768,4687,6,1.0,'cup',140.0,NULL);
INSERT INTO "portion" VALUES(24769,4687,7,1.0,'slice',30.0,NULL);
INSERT INTO "portion" VALUES(24770,4687,8,1.0,'steak',140.0,NULL);
INSERT INTO "portion" VALUES(24771,4687,9,0.5,'fillet',154.0,NULL);
INSERT INTO "portion" VALUES(24772,4687,10,3.0,'oz',85.0,NULL);
CREATE TABLE recipe (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	food_id INTEGER NOT NULL, 
	makes REAL NOT NULL, 
	CONSTRAINT ck_recipe_makes CHECK (makes > 0 AND makes <= 1000), 
	CONSTRAINT fk_recipe_food_id FOREIGN KEY(food_id) REFERENCES food (id) ON DELETE CASCADE, 
	CONSTRAINT uq_recipe_food_id UNIQUE (food_id)
)
 STRICT

;
INSERT INTO "recipe" VALUES(1,8813,8.0);
CREATE TABLE recipe_ingredient (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	recipe_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	food_id INTEGER, 
	food TEXT NOT NULL, 
	amount REAL NOT NULL, 
	measure TEXT NOT NULL, 
	grams REAL, 
	b12_ug REAL, 
	lower_bound INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT ck_recipe_ingredient_amount CHECK (amount > 0 AND amount <= 100000), 
	CONSTRAINT ck_recipe_ingredient_b12_ug CHECK (b12_ug >= 0 AND b12_ug <= 100000), 
	CONSTRAINT ck_recipe_ingredient_grams CHECK (grams > 0 AND grams <= 100000), 
	CONSTRAINT ck_recipe_ingredient_lower_bound CHECK (lower_bound IN (0, 1)), 
	CONSTRAINT fk_recipe_ingredient_food_id FOREIGN KEY(food_id) REFERENCES food (id) ON DELETE SET NULL, 
	CONSTRAINT fk_recipe_ingredient_recipe_id FOREIGN KEY(recipe_id) REFERENCES recipe (id) ON DELETE CASCADE
)
 STRICT

;
INSERT INTO "recipe_ingredient" VALUES(1,1,0,3789,'beef liver',400.0,'g',400.0,332.52,0);
INSERT INTO "recipe_ingredient" VALUES(2,1,1,1,'butter',100.0,'g',100.0,0.17,0);
INSERT INTO "recipe_ingredient" VALUES(3,1,2,112,'egg',2.0,'large',100.0,0.89,0);
CREATE TABLE reference_intake (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	authority TEXT NOT NULL, 
	edition INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	life_stage TEXT NOT NULL, 
	sex TEXT NOT NULL, 
	age_from_months INTEGER NOT NULL, 
	age_below_months INTEGER, 
	ug_per_day REAL NOT NULL, 
	source TEXT NOT NULL, 
	confidence TEXT NOT NULL, 
	CONSTRAINT ck_reference_intake_ug_per_day CHECK (ug_per_day > 0 AND ug_per_day <= 1000)
)
 STRICT

;
INSERT INTO "reference_intake" VALUES(48,'IOM',1998,'AI','infant','any',0,7,0.4,'IOM 1998 summary table, NCBI Bookshelf NBK114316','read in the source');
INSERT INTO "reference_intake" VALUES(49,'IOM',1998,'AI','infant','any',7,12,0.5,'IOM 1998, NBK114316','read in the source');
INSERT INTO "reference_intake" VALUES(50,'IOM',1998,'RDA','child','any',12,48,0.9,'IOM 1998, NBK114316','read in the source');
INSERT INTO "reference_intake" VALUES(51,'IOM',1998,'RDA','child','any',48,108,1.2,'IOM 1998, NBK114316','read in the source');
INSERT INTO "reference_intake" VALUES(52,'IOM',1998,'RDA','child','any',108,168,1.8,'IOM 1998, NBK114316','read in the source');
INSERT INTO "reference_intake" VALUES(53,'IOM',1998,'RDA','adult','any',168,NULL,2.4,'IOM 1998, NBK114316','read in the source');
INSERT INTO "reference_intake" VALUES(54,'IOM',1998,'RDA','pregnant','female',168,NULL,2.6,'IOM 1998, repeated in the NASEM DRI tables','read in a second source');
INSERT INTO "reference_intake" VALUES(55,'IOM',1998,'RDA','lactating','female',168,NULL,2.8,'IOM 1998, page 342','read in the source');
INSERT INTO "reference_intake" VALUES(56,'IOM',1998,'EAR','child','any',12,48,0.7,'NASEM DRI tables','read in a second source');
INSERT INTO "reference_intake" VALUES(57,'IOM',1998,'EAR','child','any',48,108,1.0,'NASEM DRI tables','read in a second source');
INSERT INTO "reference_intake" VALUES(58,'IOM',1998,'EAR','child','any',108,168,1.5,'NASEM DRI tables','read in a second source');
INSERT INTO "reference_intake" VALUES(59,'IOM',1998,'EAR','adult','any',168,NULL,2.0,'NASEM DRI tables','read in a second source');
INSERT INTO "reference_intake" VALUES(60,'IOM',1998,'EAR','pregnant','female',168,NULL,2.2,'NASEM DRI tables','read in a second source');
INSERT INTO "reference_intake" VALUES(61,'IOM',1998,'EAR','lactating','female',168,NULL,2.4,'IOM 1998, page 342','read in the source');
INSERT INTO "reference_intake" VALUES(62,'EFSA',2015,'AI','infant','any',7,12,1.5,'EFSA Journal 13(7):4150, abstract','read in the source');
INSERT INTO "reference_intake" VALUES(63,'EFSA',2015,'AI','child','any',12,84,1.5,'EFSA DRV summary tables','read in a second source');
INSERT INTO "reference_intake" VALUES(64,'EFSA',2015,'AI','child','any',84,132,2.5,'EFSA DRV summary tables','read in a second source');
INSERT INTO "reference_intake" VALUES(65,'EFSA',2015,'AI','child','any',132,180,3.5,'EFSA DRV summary tables','read in a second source');
INSERT INTO "reference_intake" VALUES(66,'EFSA',2015,'AI','child','any',180,216,4.0,'EFSA Journal 13(7):4150, abstract','read in the source');
INSERT INTO "reference_intake" VALUES(67,'EFSA',2015,'AI','adult','any',216,NULL,4.0,'EFSA Journal 13(7):4150, abstract','read in the source');
INSERT INTO "reference_intake" VALUES(68,'EFSA',2015,'AI','pregnant','female',180,NULL,4.5,'EFSA Journal 13(7):4150, abstract','read in the source');
INSERT INTO "reference_intake" VALUES(69,'EFSA',2015,'AI','lactating','female',180,NULL,5.0,'EFSA Journal 13(7):4150, abstract','read in the source');
INSERT INTO "reference_intake" VALUES(70,'UK',1991,'RNI','infant','any',0,7,0.3,'COMA 1991 as repeated by boltpharmacy.co.uk','read in a second source');
INSERT INTO "reference_intake" VALUES(71,'UK',1991,'RNI','infant','any',7,12,0.4,'COMA 1991 as repeated by boltpharmacy.co.uk','read in a second source');
INSERT INTO "reference_intake" VALUES(72,'UK',1991,'RNI','child','any',12,48,0.5,'COMA 1991 as repeated by University Hospitals Plymouth NHS Trust, 2022','read in a second source');
INSERT INTO "reference_intake" VALUES(73,'UK',1991,'RNI','child','any',48,84,0.8,'COMA 1991 as repeated by University Hospitals Plymouth NHS Trust, 2022','read in a second source');
INSERT INTO "reference_intake" VALUES(74,'UK',1991,'RNI','child','any',84,132,1.0,'COMA 1991 as repeated by University Hospitals Plymouth NHS Trust, 2022','read in a second source');
INSERT INTO "reference_intake" VALUES(75,'UK',1991,'RNI','child','any',132,180,1.2,'COMA 1991 as repeated by University Hospitals Plymouth NHS Trust, 2022','read in a second source');
INSERT INTO "reference_intake" VALUES(76,'UK',1991,'RNI','adult','any',180,NULL,1.5,'COMA 1991, Hansard 12 January 2009','read in the source');
INSERT INTO "reference_intake" VALUES(77,'UK',1991,'RNI','lactating','female',180,NULL,2.0,'COMA 1991 (increment of 0.5), second source','read in a second source');
INSERT INTO "reference_intake" VALUES(78,'DACH',2018,'estimated value','infant','any',0,4,0.5,'D-A-CH 2018 as repeated by vitahoy.ch','read in a second source');
INSERT INTO "reference_intake" VALUES(79,'DACH',2018,'estimated value','infant','any',4,12,1.4,'D-A-CH 2018 as repeated by vitahoy.ch','read in a second source');
INSERT INTO "reference_intake" VALUES(80,'DACH',2018,'estimated value','child','any',12,48,1.5,'D-A-CH 2018 as repeated by vitahoy.ch','read in a second source');
INSERT INTO "reference_intake" VALUES(81,'DACH',2018,'estimated value','child','any',48,84,2.0,'D-A-CH 2018 as repeated by vitahoy.ch','read in a second source');
INSERT INTO "reference_intake" VALUES(82,'DACH',2018,'estimated value','child','any',84,120,2.5,'D-A-CH 2018 as repeated by vitahoy.ch','read in a second source');
INSERT INTO "reference_intake" VALUES(83,'DACH',2018,'estimated value','child','any',120,156,3.5,'D-A-CH 2018 as repeated by vitahoy.ch','read in a second source');
INSERT INTO "reference_intake" VALUES(84,'DACH',2018,'estimated value','adult','any',156,NULL,4.0,'Ströhle 2019, doi 10.1002/mnfr.201801178, abstract','read in the source');
INSERT INTO "reference_intake" VALUES(85,'DACH',2018,'estimated value','pregnant','female',156,NULL,4.5,'Ströhle 2019, abstract','read in the source');
INSERT INTO "reference_intake" VALUES(86,'DACH',2018,'estimated value','lactating','female',156,NULL,5.5,'Ströhle 2019, abstract','read in the source');
INSERT INTO "reference_intake" VALUES(87,'NHMRC',2006,'RDI','adult','any',168,NULL,2.4,'NHMRC 2006 via a second source; EARs from the Australian Bureau of Statistics match','read in a second source');
INSERT INTO "reference_intake" VALUES(88,'NHMRC',2006,'RDI','pregnant','female',168,NULL,2.6,'NHMRC 2006, second source','read in a second source');
INSERT INTO "reference_intake" VALUES(89,'NHMRC',2006,'RDI','lactating','female',168,NULL,2.8,'NHMRC 2006, second source','read in a second source');
INSERT INTO "reference_intake" VALUES(90,'WHO',2004,'RNI','child','any',12,48,0.9,'FAO/WHO, second source','read in a second source');
INSERT INTO "reference_intake" VALUES(91,'WHO',2004,'RNI','child','any',48,84,1.2,'FAO/WHO, second source','read in a second source');
INSERT INTO "reference_intake" VALUES(92,'WHO',2004,'RNI','child','any',84,120,1.8,'FAO/WHO, second source','read in a second source');
INSERT INTO "reference_intake" VALUES(93,'WHO',2004,'RNI','adult','any',120,NULL,2.4,'FAO/WHO, Hansard 12 January 2009','read in the source');
INSERT INTO "reference_intake" VALUES(94,'WHO',2004,'RNI','pregnant','female',120,NULL,2.6,'FAO/WHO, second source','read in a second source');
INSERT INTO "reference_intake" VALUES(95,'WHO',2004,'RNI','lactating','female',120,NULL,2.8,'FAO/WHO, second source','read in a second source');
INSERT INTO "reference_intake" VALUES(96,'JP',2025,'AI','infant','any',0,6,0.4,'MHLW DRIs 2025 as quoted by medical-diet.jp','read in a second source');
INSERT INTO "reference_intake" VALUES(97,'JP',2025,'AI','infant','any',6,12,0.9,'MHLW DRIs 2025 as quoted by medical-diet.jp','read in a second source');
INSERT INTO "reference_intake" VALUES(98,'JP',2025,'AI','adult','any',144,NULL,4.0,'MHLW DRIs 2025 report p. 391 and second sources; no addition in pregnancy or lactation','read in the source for 12 to 14, in a second source from 18');
INSERT INTO "reference_intake" VALUES(99,'JP',2025,'AI','pregnant','female',144,NULL,4.0,'MHLW DRIs 2025, second sources: no addition when pregnant','read in a second source');
INSERT INTO "reference_intake" VALUES(100,'JP',2025,'AI','lactating','female',144,NULL,4.0,'MHLW DRIs 2025, second sources: no addition when lactating','read in a second source');
INSERT INTO "reference_intake" VALUES(101,'NNR',2023,'AI','adult','any',216,NULL,4.0,'NNR 2023 as quoted by apteekinainoa.fi','read in a second source');
INSERT INTO "reference_intake" VALUES(102,'NNR',2023,'provisional AR','adult','any',216,NULL,3.2,'NNR 2023 as quoted by apteekinainoa.fi','read in a second source');
INSERT INTO "reference_intake" VALUES(103,'ANSES',2021,'AI','infant','any',0,6,0.4,'ANSES 2021 as repeated by sem-is.com and inlissa','read in a second source');
INSERT INTO "reference_intake" VALUES(104,'ANSES',2021,'AI','infant','any',6,12,1.5,'ANSES 2021 as repeated by sem-is.com and inlissa','read in a second source');
INSERT INTO "reference_intake" VALUES(105,'ANSES',2021,'AI','adult','any',216,NULL,4.0,'ANSES 2021 as repeated by sem-is.com and inlissa','read in a second source');
INSERT INTO "reference_intake" VALUES(106,'ANSES',2021,'AI','pregnant','female',0,NULL,4.5,'ANSES 2021 as repeated by sem-is.com and inlissa','read in a second source');
INSERT INTO "reference_intake" VALUES(107,'ANSES',2021,'AI','lactating','female',0,NULL,5.0,'ANSES 2021 as repeated by sem-is.com and inlissa','read in a second source');
INSERT INTO "reference_intake" VALUES(108,'CN',2013,'AI','infant','any',0,6,0.3,'China DRIs 2013 as repeated in rrexenut3 by zhengrr, GitHub','read in a second source');
INSERT INTO "reference_intake" VALUES(109,'CN',2013,'AI','infant','any',6,12,0.6,'China DRIs 2013 as repeated in rrexenut3 by zhengrr, GitHub','read in a second source');
INSERT INTO "reference_intake" VALUES(110,'CN',2013,'RNI','child','any',12,48,1.0,'China DRIs 2013 as repeated in rrexenut3 by zhengrr, GitHub','read in a second source');
INSERT INTO "reference_intake" VALUES(111,'CN',2013,'RNI','child','any',48,84,1.2,'China DRIs 2013 as repeated in rrexenut3 by zhengrr, GitHub','read in a second source');
INSERT INTO "reference_intake" VALUES(112,'CN',2013,'RNI','child','any',84,132,1.6,'China DRIs 2013 as repeated in rrexenut3 by zhengrr, GitHub','read in a second source');
INSERT INTO "reference_intake" VALUES(113,'CN',2013,'RNI','child','any',132,168,2.1,'China DRIs 2013 as repeated in rrexenut3 by zhengrr, GitHub','read in a second source');
INSERT INTO "reference_intake" VALUES(114,'CN',2013,'RNI','adult','any',168,NULL,2.4,'China DRIs 2013 as repeated in rrexenut3 by zhengrr, GitHub','read in a second source');
INSERT INTO "reference_intake" VALUES(115,'CN',2013,'RNI','pregnant','female',0,NULL,2.9,'China DRIs 2013 as repeated in rrexenut3 by zhengrr, GitHub','read in a second source');
INSERT INTO "reference_intake" VALUES(116,'CN',2013,'RNI','lactating','female',0,NULL,3.2,'China DRIs 2013 as repeated in rrexenut3 by zhengrr, GitHub','read in a second source');
INSERT INTO "reference_intake" VALUES(117,'CN',2013,'EAR','child','any',12,48,0.8,'China DRIs 2013 as repeated in rrexenut3 by zhengrr, GitHub','read in a second source');
INSERT INTO "reference_intake" VALUES(118,'CN',2013,'EAR','child','any',48,84,1.0,'China DRIs 2013 as repeated in rrexenut3 by zhengrr, GitHub','read in a second source');
INSERT INTO "reference_intake" VALUES(119,'CN',2013,'EAR','child','any',84,132,1.3,'China DRIs 2013 as repeated in rrexenut3 by zhengrr, GitHub','read in a second source');
INSERT INTO "reference_intake" VALUES(120,'CN',2013,'EAR','child','any',132,168,1.8,'China DRIs 2013 as repeated in rrexenut3 by zhengrr, GitHub','read in a second source');
INSERT INTO "reference_intake" VALUES(121,'CN',2013,'EAR','adult','any',168,NULL,2.0,'China DRIs 2013 as repeated in rrexenut3 by zhengrr, GitHub','read in a second source');
CREATE TABLE regimen (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	person_id INTEGER NOT NULL,
	amount_ug REAL NOT NULL,
	route TEXT NOT NULL,
	form TEXT,
	every INTEGER NOT NULL,
	unit TEXT NOT NULL,
	with_food INTEGER DEFAULT '0' NOT NULL,
	since TEXT NOT NULL,
	until TEXT,
	CONSTRAINT ck_regimen_amount_ug CHECK (amount_ug > 0 AND amount_ug <= 100000),
	CONSTRAINT ck_regimen_route CHECK (route IN ('mouth', 'sublingual', 'injection')),
	CONSTRAINT ck_regimen_form CHECK (form IN ('hydroxocobalamin', 'cyanocobalamin', 'methylcobalamin')),
	CONSTRAINT ck_regimen_every CHECK (every BETWEEN 1 AND 366),
	CONSTRAINT ck_regimen_unit CHECK (unit IN ('day', 'week', 'month')),
	CONSTRAINT ck_regimen_with_food CHECK (with_food IN (0, 1)),
	CONSTRAINT ck_regimen_since CHECK (since BETWEEN '1900-01-01' AND '2999-12-31' AND since IS date(since, '+0 days')),
	CONSTRAINT ck_regimen_until CHECK (until BETWEEN '1900-01-01' AND '2999-12-31' AND until IS date(until, '+0 days')),
	CONSTRAINT fk_regimen_person_id FOREIGN KEY(person_id) REFERENCES person (id)
		ON DELETE CASCADE
)
 STRICT
;
INSERT INTO "regimen" VALUES(1,1,1000.0,'mouth',NULL,1,'week',0,'2026-11-17',NULL);
CREATE TABLE "symptom" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	felt_at TEXT, 
	name TEXT NOT NULL, 
	score INTEGER NOT NULL, 
	note TEXT, 
	CONSTRAINT ck_symptom_score CHECK (score BETWEEN 0 AND 10), 
	CONSTRAINT fk_symptom_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT ck_symptom_day CHECK (day BETWEEN '1900-01-01' AND '2999-12-31' AND day IS date(day, '+0 days')), 
	CONSTRAINT ck_symptom_felt_at CHECK (felt_at BETWEEN '1900' AND '3000' AND substr(felt_at, 1, 10) IS date(substr(felt_at, 1, 16), '+0 days') AND substr(felt_at, 11) GLOB 'T[0-2][0-9]:[0-5][0-9]*[+-][0-2][0-9]:[0-5][0-9]*' AND felt_at NOT GLOB '*[^0-9T:.+-]*')
)
 STRICT

;
INSERT INTO "symptom" VALUES(1,1,'2026-11-10','2026-11-10T21:30+00:00','tingling',4,'both feet');
INSERT INTO "symptom" VALUES(2,1,'2026-11-11',NULL,'fatigue',6,NULL);
CREATE TABLE sync_log (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	seen INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT uq_sync_log_code UNIQUE (code)
)
 STRICT
;
INSERT INTO "sync_log" VALUES(1,'022d6993f172','desktop',0);
CREATE TABLE sync_row (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	table_name TEXT NOT NULL,
	uid TEXT NOT NULL,
	row_id INTEGER,
	at INTEGER NOT NULL,
	machine TEXT NOT NULL,
	base TEXT NOT NULL,
	columns TEXT,
	content TEXT,
	number INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT uq_sync_row_table_name UNIQUE (table_name, uid),
	CONSTRAINT ck_sync_row_columns CHECK (columns IS NULL OR json_valid(columns)),
	CONSTRAINT ck_sync_row_content CHECK (content IS NULL OR json_valid(content))
)
 STRICT
;
INSERT INTO "sync_row" VALUES(1,'person','eece1a9508c2c518586e',1,1795392630000,'794709cf','',NULL,'{"name": "me", "born": "1990-05-01", "sex": "f", "diet": "vegetarian", "country": null, "day_starts": "00:00", "tables": "moon usda"}',1);
INSERT INTO "sync_row" VALUES(2,'food_table','16bd89471ff03ebbb678',1,0,'794709cf','',NULL,'{"code": "moon", "title": "Moon Food Table", "edition": "2026", "country": "uk", "licence": "free", "attribution": "The Moon"}',2);
INSERT INTO "sync_row" VALUES(3,'food','bc13b35f16f78aaca797',3789,0,'794709cf','',NULL,'{"code": "13327", "name": "Beef, variety meats and by-products, liver, cooked, pan-fried", "everyday": "beef liver", "food_group": "Beef Products", "kind": "meat", "origin": "natural", "diet": "any", "role": "meat", "b12_ug_per_100g": 83.13, "source": "USDA National Nutrient Database for Standard Reference 28, NDB 13327", "catalogue": "seed", "removed": 0, "lower_bound": 0, "table_code": null, "mark": null, "below_ug_per_100g": null, "portion": [[0, 1.0, "slice", 81.0, null], [1, 1.0, "my slice", 95.0, null], [2, 1.0, "oz", 28.35, null], [3, 1.0, "serving", 85.0, null], [4, 1.0, "piece", 60.0, null], [5, 1.0, "small slice", 50.0, null]]}',3);
INSERT INTO "sync_row" VALUES(4,'food','559ce8f5e782f294aea5',8812,1795392633000,'794709cf','',NULL,'{"code": "oatly-barista", "name": "Oatly Barista", "everyday": "Oatly Barista", "food_group": null, "kind": "fortified", "origin": "fortified", "diet": "vegan", "role": null, "b12_ug_per_100g": null, "source": "your own entry", "catalogue": "own", "removed": 0, "lower_bound": 0, "table_code": null, "mark": null, "below_ug_per_100g": null, "portion": [[0, 100.0, "ml", null, 0.38]]}',4);
INSERT INTO "sync_row" VALUES(5,'food','88dec5767f28e078fd44',8813,1795392634000,'794709cf','',NULL,'{"code": "liver-pate", "name": "liver pate", "everyday": "liver pate", "food_group": null, "kind": "meat", "origin": "natural", "diet": "any", "role": null, "b12_ug_per_100g": 55.596666666666664, "source": "your own recipe", "catalogue": "own", "removed": 0, "lower_bound": 0, "table_code": null, "mark": null, "below_ug_per_100g": null, "portion": [[0, 1.0, "serving", 75.0, null]]}',5);
INSERT INTO "sync_row" VALUES(6,'food','ddbd07093f03caf89509',38700,0,'794709cf','',NULL,'{"code": "moon-1", "name": "Moon gravy", "everyday": null, "food_group": null, "kind": null, "origin": "natural", "diet": null, "role": null, "b12_ug_per_100g": 0.0, "source": "Moon Food Table 2026, 1, < 0.10 µg/100 g", "catalogue": "imported", "removed": 0, "lower_bound": 0, "table_code": "moon", "mark": "below", "below_ug_per_100g": 0.1, "portion": []}',6);
INSERT INTO "sync_row" VALUES(7,'alias','bd3d217503ef23694789',467,0,'794709cf','',NULL,'{"phrase": "cow liver", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',7);
INSERT INTO "sync_row" VALUES(8,'alias','8aa81256a77a0983cfd2',468,0,'794709cf','',NULL,'{"phrase": "fried beef liver", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',8);
INSERT INTO "sync_row" VALUES(9,'alias','b875b003b102cd7d6911',469,0,'794709cf','',NULL,'{"phrase": "ox liver", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',9);
INSERT INTO "sync_row" VALUES(10,'alias','a763f31fd4acc9971b71',470,0,'794709cf','',NULL,'{"phrase": "beef liver", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',10);
INSERT INTO "sync_row" VALUES(11,'alias','887daf9c39f282acd5f2',583,1795392633000,'794709cf','',NULL,'{"phrase": "Oatly Barista", "food_id": "559ce8f5e782f294aea5", "country": "", "own": 1}',11);
INSERT INTO "sync_row" VALUES(12,'alias','9e2dab1fd3244d064256',584,1795392633000,'794709cf','',NULL,'{"phrase": "my cereal", "food_id": "328f7fb5d0c9c8ede82f", "country": "", "own": 1}',12);
INSERT INTO "sync_row" VALUES(13,'alias','a624348cec4738c2bb90',585,1795392634000,'794709cf','',NULL,'{"phrase": "liver pate", "food_id": "88dec5767f28e078fd44", "country": "", "own": 1}',13);
INSERT INTO "sync_row" VALUES(14,'alias','8dbd24991b467b308c76',101716,0,'794709cf','',NULL,'{"phrase": "cooked beef liver", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',14);
INSERT INTO "sync_row" VALUES(15,'alias','e8ede7402fe29c91bdee',101717,0,'794709cf','',NULL,'{"phrase": "beef liver steak", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',15);
INSERT INTO "sync_row" VALUES(16,'alias','aba291c9ee1c3a8c24e0',101718,0,'794709cf','',NULL,'{"phrase": "Rinderleber", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',16);
INSERT INTO "sync_row" VALUES(17,'alias','2455f680e6505af51cc5',101719,0,'794709cf','',NULL,'{"phrase": "runderlever", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',17);
INSERT INTO "sync_row" VALUES(18,'alias','4d4049113232c72850ad',101720,0,'794709cf','',NULL,'{"phrase": "foie de boeuf", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',18);
INSERT INTO "sync_row" VALUES(19,'alias','69c0df9fec1941ab80d4',101721,0,'794709cf','',NULL,'{"phrase": "hígado de res", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',19);
INSERT INTO "sync_row" VALUES(20,'alias','73906d70e21446076d16',101722,0,'794709cf','',NULL,'{"phrase": "hígado de ternera", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',20);
INSERT INTO "sync_row" VALUES(21,'alias','cd95203124680e22e306',101723,0,'794709cf','',NULL,'{"phrase": "bistec de hígado", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',21);
INSERT INTO "sync_row" VALUES(22,'alias','04600a0b2073e4156018',101724,0,'794709cf','',NULL,'{"phrase": "bife de fígado", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',22);
INSERT INTO "sync_row" VALUES(23,'alias','3ec470756777773cc945',101725,0,'794709cf','',NULL,'{"phrase": "wątróbka wołowa", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',23);
INSERT INTO "sync_row" VALUES(24,'alias','9a976132485db8df5523',101726,0,'794709cf','',NULL,'{"phrase": "naudanmaksa", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',24);
INSERT INTO "sync_row" VALUES(25,'alias','c00351a92774559c1226',101727,0,'794709cf','',NULL,'{"phrase": "nötlever", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',25);
INSERT INTO "sync_row" VALUES(26,'alias','ff9424ee9ff7cae4f776',101728,0,'794709cf','',NULL,'{"phrase": "iscas com elas", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',26);
INSERT INTO "sync_row" VALUES(27,'alias','e3df69063175a34a7c46',101729,0,'794709cf','',NULL,'{"phrase": "iscas à portuguesa", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',27);
INSERT INTO "sync_row" VALUES(28,'alias','c84f483604a06bec1215',101730,0,'794709cf','',NULL,'{"phrase": "iscas de figado", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',28);
INSERT INTO "sync_row" VALUES(29,'alias','8b90d2e48038782ebaaf',101731,0,'794709cf','',NULL,'{"phrase": "sote ciğer", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',29);
INSERT INTO "sync_row" VALUES(30,'alias','b4aa321cfd86349c900f',101732,0,'794709cf','',NULL,'{"phrase": "leverstuing", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',30);
INSERT INTO "sync_row" VALUES(31,'alias','dcfc09f54de88d5d49e9',101733,0,'794709cf','',NULL,'{"phrase": "jetrica", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',31);
INSERT INTO "sync_row" VALUES(32,'alias','c503644219a19e05f649',101734,0,'794709cf','',NULL,'{"phrase": "resztelt máj", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',32);
INSERT INTO "sync_row" VALUES(33,'alias','c69800487ca0bfdbb878',101735,0,'794709cf','',NULL,'{"phrase": "ciğer sote", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',33);
INSERT INTO "sync_row" VALUES(34,'alias','e97e723899ffc3494382',101736,0,'794709cf','',NULL,'{"phrase": "maksapihvi", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',34);
INSERT INTO "sync_row" VALUES(35,'alias','4cc1ec5b1ede4cf19d76',101737,0,'794709cf','',NULL,'{"phrase": "maksapihvit", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',35);
INSERT INTO "sync_row" VALUES(36,'alias','de6aa276f88b3c72fc6e',101738,0,'794709cf','',NULL,'{"phrase": "maksakastike", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',36);
INSERT INTO "sync_row" VALUES(37,'alias','a121c4fbeb14eca83a37',101739,0,'794709cf','',NULL,'{"phrase": "leverbiff dansk", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',37);
INSERT INTO "sync_row" VALUES(38,'alias','20fd60a074d09603cb68',101740,0,'794709cf','',NULL,'{"phrase": "leverstek", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',38);
INSERT INTO "sync_row" VALUES(39,'alias','1cf6b5ffd6621942caf4',101741,0,'794709cf','',NULL,'{"phrase": "leverbiffar", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',39);
INSERT INTO "sync_row" VALUES(40,'alias','93e30ae7a5cb245a67a8',101742,0,'794709cf','',NULL,'{"phrase": "bife de higado", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',40);
INSERT INTO "sync_row" VALUES(41,'alias','09d92b0eba79c41641b7',101743,0,'794709cf','',NULL,'{"phrase": "zhareniy pechen", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',41);
INSERT INTO "sync_row" VALUES(42,'alias','4c5f1e80e2e793e8fe39',101744,0,'794709cf','',NULL,'{"phrase": "sigotaki", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',42);
INSERT INTO "sync_row" VALUES(43,'alias','28eb7c9ef5756cb6fc9d',101745,0,'794709cf','',NULL,'{"phrase": "sikotaki", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',43);
INSERT INTO "sync_row" VALUES(44,'alias','b938b299efa1b0f6aac3',101746,0,'794709cf','',NULL,'{"phrase": "džigerica", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',44);
INSERT INTO "sync_row" VALUES(45,'alias','b89453ee02f73b665c86',101747,0,'794709cf','',NULL,'{"phrase": "jigar", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',45);
INSERT INTO "sync_row" VALUES(46,'alias','9163c6f53a71147b2487',101748,0,'794709cf','',NULL,'{"phrase": "jigar kabab", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',46);
INSERT INTO "sync_row" VALUES(47,'alias','d2c9f3812d8f59a0790b',101749,0,'794709cf','',NULL,'{"phrase": "jeegar", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',47);
INSERT INTO "sync_row" VALUES(48,'alias','3c03e426233cb04ea736',101750,0,'794709cf','',NULL,'{"phrase": "dil jigar", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',48);
INSERT INTO "sync_row" VALUES(49,'alias','a5952dfb737f644ab8c6',101751,0,'794709cf','',NULL,'{"phrase": "maini", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',49);
INSERT INTO "sync_row" VALUES(50,'alias','0da519869906fc4253dd',101752,0,'794709cf','',NULL,'{"phrase": "maini ya ng''ombe", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',50);
INSERT INTO "sync_row" VALUES(51,'alias','e1d20d36e23ab4e967f2',101753,0,'794709cf','',NULL,'{"phrase": "skilpadjies", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',51);
INSERT INTO "sync_row" VALUES(52,'alias','c422d35bad8cf613750e',101754,0,'794709cf','',NULL,'{"phrase": "isibindi", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',52);
INSERT INTO "sync_row" VALUES(53,'alias','a5cd1cb4ebc04b128225',101755,0,'794709cf','',NULL,'{"phrase": "chibindi", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',53);
INSERT INTO "sync_row" VALUES(54,'alias','a192bc762f9000a474bb',101756,0,'794709cf','',NULL,'{"phrase": "liver and onions SA", "food_id": "bc13b35f16f78aaca797", "country": "", "own": 0}',54);
INSERT INTO "sync_row" VALUES(55,'recipe','a4db9648b53df77931b1',1,1795392634000,'794709cf','',NULL,'{"food_id": "88dec5767f28e078fd44", "makes": 8.0, "recipe_ingredient": [[0, 400.0, "g", 400.0, 332.52, "beef liver", 0, "bc13b35f16f78aaca797"], [1, 100.0, "g", 100.0, 0.17, "butter", 0, "4dea256844caa88e7df4"], [2, 2.0, "large", 100.0, 0.89, "egg", 0, "784810df1893152a85ab"]]}',55);
INSERT INTO "sync_row" VALUES(56,'life_stage','7915e6f9fcf4650d209b',1,1795392631000,'794709cf','',NULL,'{"person_id": "eece1a9508c2c518586e", "since": "2026-03-01", "stage": "pregnant"}',56);
INSERT INTO "sync_row" VALUES(57,'target_choice','b9a25c343063cfecc6c8',1,1795392630000,'794709cf','',NULL,'{"person_id": "eece1a9508c2c518586e", "since": "2026-01-01", "authority": "EFSA", "ug_per_day": null}',57);
INSERT INTO "sync_row" VALUES(58,'target_choice','45bcc7ad29697ca3f8aa',2,1795392632000,'794709cf','',NULL,'{"person_id": "eece1a9508c2c518586e", "since": "2026-11-20", "authority": "EFSA", "ug_per_day": 50.0}',58);
INSERT INTO "sync_row" VALUES(59,'condition','c70638320cfadf962849',1,0,'794709cf','',NULL,'{"person_id": "eece1a9508c2c518586e", "name": "acid-blocker", "since": "2023-01-01", "until": "2023-06-30"}',59);
INSERT INTO "sync_row" VALUES(60,'regimen','8ece739b470a6e7afb05',1,0,'794709cf','',NULL,'{"person_id": "eece1a9508c2c518586e", "amount_ug": 1000.0, "route": "mouth", "form": null, "every": 1, "unit": "week", "with_food": 0, "since": "2026-11-17", "until": null}',60);
INSERT INTO "sync_row" VALUES(61,'meal','0ebf288588532d2f996c',1,1795392632000,'794709cf','',NULL,'{"person_id": "eece1a9508c2c518586e", "day": "2026-11-16", "eaten_at": "2026-11-16T12:30+00:00", "name": "lunch", "note": "half of it was left", "tags": "home travel"}',61);
INSERT INTO "sync_row" VALUES(62,'meal','fce8da5ed3b253a01f2a',2,1795392632000,'794709cf','',NULL,'{"person_id": "eece1a9508c2c518586e", "day": "2026-11-17", "eaten_at": null, "name": null, "note": null, "tags": null}',62);
INSERT INTO "sync_row" VALUES(63,'meal','19386a69f916e967b848',3,1795392632000,'794709cf','',NULL,'{"person_id": "eece1a9508c2c518586e", "day": "2026-11-18", "eaten_at": null, "name": "breakfast", "note": null, "tags": null}',63);
INSERT INTO "sync_row" VALUES(64,'meal','af7f7da98e247c78a34f',4,1795392633000,'794709cf','',NULL,'{"person_id": "eece1a9508c2c518586e", "day": "2026-11-19", "eaten_at": "2026-11-19T09:00+00:00", "name": null, "note": null, "tags": null}',64);
INSERT INTO "sync_row" VALUES(65,'meal','e2e78fdb7459b296304a',5,1795392634000,'794709cf','',NULL,'{"person_id": "eece1a9508c2c518586e", "day": "2026-11-20", "eaten_at": null, "name": null, "note": null, "tags": null}',65);
INSERT INTO "sync_row" VALUES(66,'item','0fa4974d41568e562e5e',1,1795392632000,'794709cf','',NULL,'{"meal_id": "0ebf288588532d2f996c", "food": "salmon", "food_code": "15209", "kind": "fish", "origin": "natural", "source": "USDA National Nutrient Database for Standard Reference 28, NDB 15209", "amount": 150.0, "measure": "g", "usual": 0, "grams": 150.0, "b12_ug": 4.575, "lower_bound": 0, "note": null}',66);
INSERT INTO "sync_row" VALUES(67,'item','9aa06cd212f21816cf1a',2,1795392632000,'794709cf','',NULL,'{"meal_id": "0ebf288588532d2f996c", "food": "whole milk", "food_code": "01077", "kind": "dairy", "origin": "natural", "source": "USDA National Nutrient Database for Standard Reference 28, NDB 01077", "amount": 1.0, "measure": "cup", "usual": 0, "grams": 244.0, "b12_ug": 1.0979999999999999, "lower_bound": 0, "note": null}',67);
INSERT INTO "sync_row" VALUES(68,'item','2ecb8521d5d71a4bb2eb',3,1795392632000,'794709cf','',NULL,'{"meal_id": "0ebf288588532d2f996c", "food": "egg", "food_code": "01123", "kind": "egg", "origin": "natural", "source": "USDA National Nutrient Database for Standard Reference 28, NDB 01123", "amount": 2.0, "measure": "large", "usual": 0, "grams": 100.0, "b12_ug": 0.89, "lower_bound": 0, "note": null}',68);
INSERT INTO "sync_row" VALUES(69,'item','6c46a7368dab13f8987d',4,1795392632000,'794709cf','',NULL,'{"meal_id": "fce8da5ed3b253a01f2a", "food": "B12 tablet", "food_code": null, "kind": "supplement", "origin": "supplement", "source": "as logged, from its label", "amount": 1000.0, "measure": "µg", "usual": 0, "grams": null, "b12_ug": 1000.0, "lower_bound": 0, "note": null}',69);
INSERT INTO "sync_row" VALUES(70,'item','b901c8a86374e975bad0',5,1795392632000,'794709cf','',NULL,'{"meal_id": "19386a69f916e967b848", "food": "Soup, clam chowder, new england, canned, ready-to-serve", "food_code": "27042", "kind": "mixed", "origin": "natural", "source": "USDA National Nutrient Database for Standard Reference 28, NDB 27042", "amount": 1.0, "measure": "cup", "usual": 0, "grams": 254.0, "b12_ug": null, "lower_bound": 0, "note": null}',70);
INSERT INTO "sync_row" VALUES(71,'item','efd8e8636120af76dc9c',6,1795392632000,'794709cf','',NULL,'{"meal_id": "19386a69f916e967b848", "food": "Cheerios", "food_code": "08013", "kind": "fortified", "origin": "fortified", "source": "USDA National Nutrient Database for Standard Reference 28, NDB 08013", "amount": 1.0, "measure": "cup", "usual": 0, "grams": 28.0, "b12_ug": 1.8956, "lower_bound": 0, "note": null}',71);
INSERT INTO "sync_row" VALUES(72,'item','15519caf45cd8779eb98',7,1795392633000,'794709cf','',NULL,'{"meal_id": "af7f7da98e247c78a34f", "food": "injection", "food_code": null, "kind": "supplement", "origin": "injection", "source": "as logged, from its label", "amount": 1000.0, "measure": "µg", "usual": 0, "grams": null, "b12_ug": 1000.0, "lower_bound": 0, "note": null}',72);
INSERT INTO "sync_row" VALUES(73,'item','58a0132cd5f15e71093a',8,1795392634000,'794709cf','',NULL,'{"meal_id": "e2e78fdb7459b296304a", "food": "liver pate", "food_code": "liver-pate", "kind": "meat", "origin": "natural", "source": "your own recipe", "amount": 1.0, "measure": "serving", "usual": 0, "grams": 75.0, "b12_ug": 41.6975, "lower_bound": 0, "note": null}',73);
INSERT INTO "sync_row" VALUES(74,'day_mark','bbb848d25d33953b535c',1,0,'794709cf','',NULL,'{"person_id": "eece1a9508c2c518586e", "day": "2026-11-10", "mark": "fast"}',74);
INSERT INTO "sync_row" VALUES(75,'day_mark','d04d517f15ccf5f5c907',2,0,'794709cf','',NULL,'{"person_id": "eece1a9508c2c518586e", "day": "2026-11-11", "mark": "partial"}',75);
INSERT INTO "sync_row" VALUES(76,'symptom','03c3ce3194ed98c016fb',1,0,'794709cf','',NULL,'{"person_id": "eece1a9508c2c518586e", "day": "2026-11-10", "felt_at": "2026-11-10T21:30+00:00", "name": "tingling", "score": 4, "note": "both feet"}',76);
INSERT INTO "sync_row" VALUES(77,'symptom','d5430c2f0a9190ac4ca3',2,0,'794709cf','',NULL,'{"person_id": "eece1a9508c2c518586e", "day": "2026-11-11", "felt_at": null, "name": "fatigue", "score": 6, "note": null}',77);
INSERT INTO "sync_row" VALUES(78,'lab_value','8d2233fc631316597b44',1,0,'794709cf','',NULL,'{"person_id": "eece1a9508c2c518586e", "day": "2026-10-02", "test": "b12", "value": 310.0, "unit": "pg/mL", "bound": null}',78);
INSERT INTO "sync_row" VALUES(79,'imported_day','639402ebbcb14ccc8783',1,0,'794709cf','',NULL,'{"person_id": "eece1a9508c2c518586e", "program": "Cronometer", "day": "2026-01-05", "marks": "0123456789ab cdef01234567?"}',79);
CREATE TABLE sync_state (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	diary TEXT NOT NULL,
	machine TEXT,
	name TEXT,
	counter INTEGER DEFAULT '0' NOT NULL,
	last_change INTEGER DEFAULT '0' NOT NULL,
	synced_at TEXT,
	CONSTRAINT ck_sync_state_synced_at CHECK (synced_at BETWEEN '1900' AND '3000' AND substr(synced_at, 1, 10) IS date(substr(synced_at, 1, 16), '+0 days') AND substr(synced_at, 11) GLOB 'T[0-2][0-9]:[0-5][0-9]*[+-][0-2][0-9]:[0-5][0-9]*' AND synced_at NOT GLOB '*[^0-9T:.+-]*'),
	CONSTRAINT ck_sync_state_counter CHECK (counter >= 0)
)
 STRICT
;
INSERT INTO "sync_state" VALUES(1,'566224db61021d7b','794709cf','laptop',79,13,'2026-11-22T12:41:00+00:00');
CREATE TABLE "target_choice" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	since TEXT NOT NULL, 
	authority TEXT NOT NULL, 
	ug_per_day REAL, 
	CONSTRAINT ck_target_choice_ug_per_day CHECK (ug_per_day > 0 AND ug_per_day <= 100000), 
	CONSTRAINT fk_target_choice_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT uq_target_choice_person_id UNIQUE (person_id, since), 
	CONSTRAINT ck_target_choice_since CHECK (since BETWEEN '1900-01-01' AND '2999-12-31' AND since IS date(since, '+0 days'))
)
 STRICT

;
INSERT INTO "target_choice" VALUES(1,1,'2026-01-01','EFSA',NULL);
INSERT INTO "target_choice" VALUES(2,1,'2026-11-20','EFSA',50.0);
CREATE INDEX ix_food_word_food_id ON food_word (food_id);
CREATE INDEX ix_portion_food_id ON portion (food_id);
CREATE INDEX ix_recipe_ingredient_food_id ON recipe_ingredient (food_id);
CREATE INDEX ix_recipe_ingredient_recipe_id ON recipe_ingredient (recipe_id);
CREATE INDEX ix_item_food_id ON item (food_id);
CREATE INDEX ix_item_meal_id ON item (meal_id);
CREATE INDEX ix_meal_person_id_day ON meal (person_id, day);
CREATE INDEX ix_symptom_person_id_day ON symptom (person_id, day);
CREATE INDEX ix_lab_value_person_id_day ON lab_value (person_id, day);
CREATE INDEX ix_change_row_change_id ON change_row (change_id);
CREATE INDEX ix_item_named ON item (lower(food)) WHERE food_code IS NULL;
CREATE INDEX ix_alias_food_id ON alias (food_id);
CREATE INDEX ix_alias_sorted_words ON alias (sorted_words);
CREATE INDEX ix_condition_person_id ON condition (person_id);
CREATE INDEX ix_regimen_person_id ON regimen (person_id);
CREATE INDEX ix_food_table_code ON food (table_code);
CREATE INDEX ix_sync_row_number ON sync_row (number);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('food',53643);
INSERT INTO "sqlite_sequence" VALUES('portion',151048);
INSERT INTO "sqlite_sequence" VALUES('reference_intake',121);
INSERT INTO "sqlite_sequence" VALUES('item',9);
INSERT INTO "sqlite_sequence" VALUES('recipe',1);
INSERT INTO "sqlite_sequence" VALUES('recipe_ingredient',3);
INSERT INTO "sqlite_sequence" VALUES('person',1);
INSERT INTO "sqlite_sequence" VALUES('life_stage',1);
INSERT INTO "sqlite_sequence" VALUES('target_choice',2);
INSERT INTO "sqlite_sequence" VALUES('meal',6);
INSERT INTO "sqlite_sequence" VALUES('day_mark',2);
INSERT INTO "sqlite_sequence" VALUES('symptom',2);
INSERT INTO "sqlite_sequence" VALUES('lab_value',1);
INSERT INTO "sqlite_sequence" VALUES('imported_day',1);
INSERT INTO "sqlite_sequence" VALUES('change',13);
INSERT INTO "sqlite_sequence" VALUES('change_row',31);
INSERT INTO "sqlite_sequence" VALUES('alias',146348);
INSERT INTO "sqlite_sequence" VALUES('condition',1);
INSERT INTO "sqlite_sequence" VALUES('regimen',1);
INSERT INTO "sqlite_sequence" VALUES('food_table',1);
INSERT INTO "sqlite_sequence" VALUES('sync_state',1);
INSERT INTO "sqlite_sequence" VALUES('sync_row',79);
INSERT INTO "sqlite_sequence" VALUES('sync_log',1);
COMMIT;
