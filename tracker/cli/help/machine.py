"""The topics of `b12 help` about the machine: servers, files, scripts, the shell."""

from tracker.cli.help.topic import Topic

TOPICS = (
    Topic(
        "postgresql",
        "A diary on a PostgreSQL server: several people, each with a role of their own.",
        "server postgres psql database address role roles client clients member members password "
        "pgpass tls ssl remote network shared simultaneously b12_db",
        """
A client's role sees one person's diary, a member's everybody's. Each machine needs pip install
'.[server]'; the administrator of the server creates the role and the database.

  createuser --createrole --pwprompt practice
  createdb --owner practice b12
  export B12_DB=postgresql://practice@db.example.org/b12
  b12 server init             creates the diary, or upgrades it
  b12 server client add sam   who sees one diary
  b12 server member add anna  who sees all

An address with a password is refused. Passwords are in ~/.pgpass, which chmod 600 makes yours
alone, in a line for each role: db.example.org:5432:b12:practice:PASSWORD. With a service file the
address is postgresql:///?service=b12. PGSSLMODE=verify-full refuses any other server.

Read on: docs/guide/server.md
""",
    ),
    Topic(
        "files",
        "Where the diary is, backups, exports, and moving to another computer.",
        "file files where diary database path folder location backup backups restore export import "
        "move computer sync disk lost damaged doctor data sqlite csv json zip native cronometer "
        "--db b12_db b12_backups",
        """
The diary is one SQLite file, diary.db in your data folder (on Linux ~/.local/share/b12). --db FILE
or B12_DB names another, which only a command that stores something creates, or a server. Backups
are in the folder backups in your data folder, or where B12_BACKUPS says.

  b12 doctor                       which file it is, whether it is whole, what to do
  b12 backup /media/stick          a checked copy
  b12 sync ~/Sync/b12              two machines, one diary, through a shared folder
  b12 export my-diary.zip          everything, as CSV
  b12 import native my-diary.zip   on the other computer
  b12 import cronometer servings.csv --dry-run

b12 restore FILE puts a backup back, and keeps what was there.

Read on: docs/data-and-privacy.md
""",
    ),
    Topic(
        "privacy",
        "Who can read the diary, what leaves the computer, and how to remove it for good.",
        "private privacy secret network internet online cloud telemetry permissions encrypted "
        "encryption password purge delete remove gdpr security",
        """
b12 never uses the network, unless you keep the diary on a server. The diary, its backups, exports,
charts and pages can be read by you alone. They are not encrypted: who has your disk can read them,
unless the disk is encrypted.

What you remove stays in the history, so that undo can bring it back.

  b12 person remove Anna --purge   a person, in the history and the file too
  b12 doctor --compact             no traces of what was removed in the file

Backups and exports made before keep what they hold.

Read on: docs/data-and-privacy.md
""",
    ),
    Topic(
        "scripts",
        "For cron, shell prompts, spreadsheets and programs: --json, --csv, --brief.",
        "script scripts cron prompt status bar pipe json csv spreadsheet excel python pandas "
        "program programs automate reminder notify --json --csv --brief stdin lines",
        """
In a pipe b12 asks nothing, wraps nothing and uses no colour. Reading commands take --json, tables
--csv too. Notes and errors go to stderr.

  b12 today --brief               one line for a prompt: 6.56 of 2.4 µg, 273 %
  b12 due                         exit code 4 if a dose is due, for cron
  b12 report --last 2y --csv
  b12 week --json
  b12 log - < meals.txt           a meal a line: 2026-11-20 08:00 breakfast: 2 eggs
  b12 log --keep-unknown 2 eggs   never fails for a food that no table has

Read on: docs/guide/cron-and-prompt.md, docs/json.md
""",
    ),
    Topic(
        "exit-codes",
        "What the exit code of a command says.",
        "exit code codes status return error errors $?",
        """
  0    done; an empty list is not an error
  1    refused, or not found
  2    not understood, or a phrase that could mean several foods
  3    the diary's file or server can't be used; b12 doctor says what to do
  4    a planned dose is due, by b12 due alone
  130  stopped by Ctrl-C

Read on: docs/commands.md
""",
    ),
    Topic(
        "environment",
        "Settings and variables: b12 config, B12_DB, B12_BACKUPS, NO_COLOR.",
        "environment variable variables env setting settings configuration export b12_db "
        "b12_person b12_backups no_color lc_all lang tz locale colour color",
        """
b12 config lists what you choose once, such as units and colour. Each has a variable, B12_UNITS for
units. An option goes before its variable, and that before the file.

  B12_DB       the diary's file, or its address: postgresql://ROLE@HOST/DATABASE
  B12_BACKUPS  the folder for backups
  B12_CONFIG   the file of the settings
  B12_PERSON   whose diary is opened
  B12_PAGER    the pager, in place of PAGER; empty for none
  EDITOR       for b12 edit and b12 config edit; VISUAL goes before it
  NO_COLOR     no colour, if it is not empty
  LC_ALL       C for ASCII only: u for µ, >= for ≥
  LANG         your country, until b12 person set --country names it
  TZ           the time zone

Read on: docs/manual/settings.md, docs/commands.md
""",
    ),
    Topic(
        "options",
        "The options that every command takes: --person, --db, --help.",
        "option options every global common --person --db --help -h flags",
        """
They stand before the command or after it.

  --person NAME  whose diary, instead of B12_PERSON or the first person
  --db FILE      the diary's file or address, instead of B12_DB or the file in your data folder
  --color WHEN   auto, always or never
  -h, --help     the help of a command

Commands about everybody's diary, such as backup and undo, take no --person.

  b12 --person anna today
  b12 today --db example.db

Read on: docs/commands.md
""",
    ),
    Topic(
        "tab",
        "Tab completes commands, foods, meals, days, people and numbers.",
        "tab complete completion autocomplete bash zsh fish shell",
        """
Once it is set up, Tab offers what you use most, or used last.

  eval "$(b12 completion bash)"    in ~/.bashrc
  eval "$(b12 completion zsh)"     in ~/.zshrc, below compinit
  b12 completion fish > ~/.config/fish/completions/b12.fish

Read on: docs/manual/settings.md
""",
    ),
)
