-- The same diary as release form 0011_food_tables left it.
PRAGMA application_id = 1647391332;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0011_food_tables');
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
CREATE TABLE "change" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	made_at TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	undone_at TEXT
, superseded INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_change_superseded CHECK (superseded IN (0, 1)), 
	CONSTRAINT ck_change_made_at CHECK (made_at BETWEEN '1900' AND '3000' AND substr(made_at, 1, 10) IS date(substr(made_at, 1, 16), '+0 days') AND substr(made_at, 11) GLOB 'T[0-2][0-9]:[0-5][0-9]*[+-][0-2][0-9]:[0-5][0-9]*' AND made_at NOT GLOB '*[^0-9T:.+-]*'), 
	CONSTRAINT ck_change_undone_at CHECK (undone_at BETWEEN '1900' AND '3000' AND substr(undone_at, 1, 10) IS date(substr(undone_at, 1, 16), '+0 days') AND substr(undone_at, 11) GLOB 'T[0-2][0-9]:[0-5][0-9]*[+-][0-2][0-9]:[0-5][0-9]*' AND undone_at NOT GLOB '*[^0-9T:.+-]*')
)
 STRICT

;
INSERT INTO "change" VALUES(1,'2026-11-23T00:10:30+00:00','set born 1990-05-01, sex f, diet vegetarian, reference EFSA from Thu 1 Jan 2026',NULL,0);
INSERT INTO "change" VALUES(2,'2026-11-23T00:10:31+00:00','life stage pregnant from Sun 1 Mar 2026',NULL,0);
INSERT INTO "change" VALUES(3,'2026-11-23T00:10:32+00:00','own target 50 µg a day from Fri 20 Nov 2026',NULL,0);
INSERT INTO "change" VALUES(4,'2026-11-23T00:10:32+00:00','log for Mon 16 Nov 2026: salmon 150 g, whole milk 1 cup, egg 2 large',NULL,0);
INSERT INTO "change" VALUES(5,'2026-11-23T00:10:32+00:00','log for Tue 17 Nov 2026: B12 tablet 1000 µg',NULL,0);
INSERT INTO "change" VALUES(6,'2026-11-23T00:10:32+00:00','log for Wed 18 Nov 2026: Soup, clam chowder, new england, canned, ready-to-serve 1 cup, Cheerios 1 cup',NULL,0);
INSERT INTO "change" VALUES(7,'2026-11-23T00:10:33+00:00','log for Thu 19 Nov 2026: injection 1000 µg',NULL,0);
INSERT INTO "change" VALUES(8,'2026-11-23T00:10:33+00:00','add food Oatly Barista',NULL,0);
INSERT INTO "change" VALUES(9,'2026-11-23T00:10:33+00:00','name "my cereal" for Cheerios',NULL,0);
INSERT INTO "change" VALUES(10,'2026-11-23T00:10:33+00:00','1 my slice of beef liver is 95 g',NULL,0);
INSERT INTO "change" VALUES(11,'2026-11-23T00:10:34+00:00','add recipe liver pate',NULL,0);
INSERT INTO "change" VALUES(12,'2026-11-23T00:10:34+00:00','log for Fri 20 Nov 2026: liver pate 1 serving',NULL,0);
INSERT INTO "change" VALUES(13,'2026-11-23T00:10:34+00:00','log for Sat 21 Nov 2026: egg 2 large','2026-11-23T00:10:34+00:00',1);
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
INSERT INTO "food_word" VALUES('3.25%',70);
INSERT INTO "food_word" VALUES('added',70);
INSERT INTO "food_word" VALUES('atlantic',4687);
INSERT INTO "food_word" VALUES('barista',70);
INSERT INTO "food_word" VALUES('barista',8812);
INSERT INTO "food_word" VALUES('beef',3789);
INSERT INTO "food_word" VALUES('butter',1);
INSERT INTO "food_word" VALUES('by',3789);
INSERT INTO "food_word" VALUES('cereal',70);
INSERT INTO "food_word" VALUES('chicken',112);
INSERT INTO "food_word" VALUES('cooked',112);
INSERT INTO "food_word" VALUES('cooked',3789);
INSERT INTO "food_word" VALUES('cooked',4687);
INSERT INTO "food_word" VALUES('cow',70);
INSERT INTO "food_word" VALUES('cow',3789);
INSERT INTO "food_word" VALUES('cream',70);
INSERT INTO "food_word" VALUES('d',70);
INSERT INTO "food_word" VALUES('dry',4687);
INSERT INTO "food_word" VALUES('egg',112);
INSERT INTO "food_word" VALUES('fat',70);
INSERT INTO "food_word" VALUES('fillet',4687);
INSERT INTO "food_word" VALUES('fish',4687);
INSERT INTO "food_word" VALUES('fresh',70);
INSERT INTO "food_word" VALUES('fresh',112);
INSERT INTO "food_word" VALUES('fresh',4687);
INSERT INTO "food_word" VALUES('fried',3789);
INSERT INTO "food_word" VALUES('fried',4687);
INSERT INTO "food_word" VALUES('full',70);
INSERT INTO "food_word" VALUES('heat',4687);
INSERT INTO "food_word" VALUES('hen',112);
INSERT INTO "food_word" VALUES('liver',3789);
INSERT INTO "food_word" VALUES('liver',8813);
INSERT INTO "food_word" VALUES('meat',3789);
INSERT INTO "food_word" VALUES('milk',70);
INSERT INTO "food_word" VALUES('milkfat',70);
INSERT INTO "food_word" VALUES('oatly',8812);
INSERT INTO "food_word" VALUES('ox',3789);
INSERT INTO "food_word" VALUES('pan',3789);
INSERT INTO "food_word" VALUES('pan',4687);
INSERT INTO "food_word" VALUES('pate',8813);
INSERT INTO "food_word" VALUES('product',3789);
INSERT INTO "food_word" VALUES('raw',70);
INSERT INTO "food_word" VALUES('raw',112);
INSERT INTO "food_word" VALUES('salmon',4687);
INSERT INTO "food_word" VALUES('salted',1);
INSERT INTO "food_word" VALUES('variety',3789);
INSERT INTO "food_word" VALUES('vitamin',70);
INSERT INTO "food_word" VALUES('whole',70);
INSERT INTO "food_word" VALUES('whole',112);
INSERT INTO "food_word" VALUES('wild',4687);
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
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('food',38700);
INSERT INTO "sqlite_sequence" VALUES('portion',105700);
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
INSERT INTO "sqlite_sequence" VALUES('alias',97759);
INSERT INTO "sqlite_sequence" VALUES('condition',1);
INSERT INTO "sqlite_sequence" VALUES('regimen',1);
INSERT INTO "sqlite_sequence" VALUES('food_table',1);
COMMIT;
