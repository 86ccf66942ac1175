"""How the parts of Audit Bot may know each other; the tests beside this file hold them to it."""

# Part -> the parts that it may import, besides itself. A module belongs to the longest name that
# fits it. A new part needs a line here: that is the moment to think about its arrows.
ARROWS: dict[str, tuple[str, ...]] = {
    # Pure: what the policy says, and the words that everything else speaks.
    "bot.policy": (),
    "bot.ports": (),
    "bot.premises": ("bot.ports",),
    # Values in, values out, each with a library or two.
    "bot.annexe": ("bot.bounded", "bot.policy", "bot.unpacking", "bot.unswept"),
    "bot.bank_holidays": ("bot.policy",),
    "bot.bounded": (),
    "bot.configuration": (
        "bot.policy",
        "bot.ports",
        "bot.workbooks",
    ),  # it checks the rows of lists
    "bot.doctor": (
        "bot.bank_holidays",
        "bot.configuration",
        "bot.policy",
        "bot.ports",
        "bot.premises",
        "bot.provisioning",
    ),
    "bot.letters": ("bot.policy",),
    "bot.logs": (),
    "bot.mail": (
        "bot.bounded",
        "bot.policy",
        "bot.workbooks",
    ),  # it reads the workbooks that come back
    "bot.packs": ("bot.policy", "bot.statistics", "bot.workbooks"),
    "bot.provisioning": (
        "bot.configuration",
        "bot.policy",
        "bot.ports",
        "bot.premises",
        "bot.workbooks",
    ),
    "bot.outer_settings": (),
    "bot.settings": ("bot.outer_settings", "bot.policy"),
    "bot.statistics": ("bot.policy",),
    "bot.unpacking": (),
    "bot.unswept": (),
    "bot.workbooks": ("bot.policy", "bot.unpacking", "bot.unswept"),
    "bot.workspace": (),
    # The world outside.
    "bot.clock": (),
    "bot.store": ("bot.policy", "bot.ports"),
    "bot.stores": ("bot.outer_settings", "bot.settings", "bot.store", "bot.workspace"),
    "connectors": (
        "bot.ports",
        "bot.premises",
        "connectors.arriving",
        "connectors.circuit",
        "connectors.clock",
        "connectors.failures",
        "connectors.leaving",
        "connectors.letters",
        "connectors.pace",
        "connectors.quiet",
        "connectors.retrying",
        "connectors.trying",
    ),
    # What mail systems have in common.
    "connectors.arriving": (),
    "connectors.circuit": ("bot.ports", "connectors.clock"),
    "connectors.clock": (),
    "connectors.failures": ("bot.ports",),
    "connectors.leaving": ("bot.ports",),
    "connectors.letters": ("bot.ports",),
    "connectors.pace": ("connectors.clock",),
    "connectors.quiet": (),
    "connectors.retrying": (),
    "connectors.trying": (
        "bot.ports",
        "connectors.circuit",
        "connectors.failures",
        "connectors.retrying",
    ),
    # Load, decide, save.
    "bot.jobs": (
        "bot.annexe",
        "bot.bank_holidays",
        "bot.bounded",
        "bot.configuration",
        "bot.letters",
        "bot.mail",
        "bot.packs",
        "bot.policy",
        "bot.ports",
        "bot.settings",
        "bot.statistics",
        "bot.store",
        "bot.workbooks",
    ),
    "bot.monitoring": ("bot.jobs", "bot.policy", "bot.store"),
    # Where it all comes together. Who may import these in turn stands in ONLY_FROM.
    "bot.outside": ("bot", "connectors"),
    "bot.wiring": ("bot", "connectors"),
    "bot.schedule": ("bot", "connectors"),
    "bot.host": (
        "bot.clock",
        "bot.jobs",
        "bot.logs",
        "bot.outer_settings",
        "bot.settings",
        "bot.store",
        "bot.wiring",
        "bot.workspace",
    ),
    "bot.terminal": ("bot", "connectors"),
    "bot.demo": ("bot", "connectors"),
    "bot.preview": ("bot",),
    "bot.simulation": ("bot",),
    "bot.demo.emulation": (),  # a double that shared our code would share its mistakes
    "bot.demo.microsoft365": ("bot.demo.emulation",),  # likewise
    "bot.demo.exchange": ("bot.demo.emulation", "bot.demo.microsoft365"),  # to the same mailbox
    "bot.cli": ("bot", "connectors"),
}

# Part -> who may import it, where "whoever may import everything" would be too many.
ONLY_FROM: dict[str, tuple[str, ...]] = {
    "bot.outside": ("bot.demo", "bot.terminal", "bot.wiring"),
    "bot.wiring": ("bot.cli", "bot.demo", "bot.host", "bot.schedule", "bot.terminal"),
    "bot.host": ("bot.cli", "bot.terminal"),
    "bot.schedule": ("bot.cli", "bot.terminal"),
    "bot.stores": ("bot.terminal", "bot.wiring"),
    "bot.terminal": ("bot.cli", "bot.demo"),
    # Its cast fills the lists of a new workspace, of a preview, and of a simulated council.
    "bot.demo": ("bot.cli", "bot.preview", "bot.simulation", "bot.terminal"),
    "bot.preview": ("bot.terminal",),
    "bot.simulation": ("bot.cli", "bot.terminal"),
    "bot.cli": (),
}

# Library -> the parts that may import it. A library that is not here may be imported by nobody.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "O365": ("connectors.graph",),
    "alembic": ("bot.store",),
    "cryptography": ("connectors.graph",),
    "docx": ("bot.packs",),
    "exchangelib": ("connectors.exchange",),
    "filelock": ("bot.workspace",),
    "holidays": ("bot.bank_holidays",),
    "jinja2": ("bot.letters", "bot.preview"),
    "lxml": ("bot.mail",),
    "markdown_it": ("bot.letters",),
    "markupsafe": ("bot.letters",),
    "matplotlib": ("bot.packs", "bot.simulation"),
    "msal": ("connectors.graph",),
    "openpyxl": ("bot.configuration", "bot.workbooks", "connectors.local_folder"),
    "procrastinate": ("bot.host",),
    "pydantic": (
        "bot.configuration",
        "bot.host",
        "bot.outer_settings",
        "bot.settings",
        "bot.simulation",
    ),
    "python_calamine": ("bot.annexe", "bot.unpacking", "bot.workbooks"),
    "requests": ("connectors.exchange", "connectors.graph"),
    "rich": ("bot.cli", "bot.demo", "bot.terminal"),
    "sqlalchemy": ("bot.host", "bot.simulation", "bot.store"),
    "typer": ("bot.cli",),
    "xlsxwriter": ("bot.configuration", "bot.demo", "bot.simulation", "bot.workbooks"),
}

# What the command line may load before it knows which command is wanted.
LOADED_AT_ONCE = {"typer"}

# Of the standard library, what `bot.policy` leaves alone: the world, and what hides a state.
IMPURE_MODULES = {
    "asyncio",
    "atexit",
    "ctypes",
    "glob",
    "http",
    "importlib",
    "io",
    "logging",
    "multiprocessing",
    "os",
    "pathlib",
    "secrets",
    "shutil",
    "signal",
    "smtplib",
    "socket",
    "sqlite3",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
    "urllib",
    "uuid",
}
IMPURE_CALLS = {"eval", "exec", "input", "open", "print"}

LONGEST_FILE = 300  # lines
LONGEST_FUNCTION = 50  # lines, without its docstring

# File, or file:function -> why it may be longer. Best empty.
LONGER: dict[str, str] = {
    "bot/store/migrations/versions/0001_the_first_tables.py": "a list of tables, done with",
    "bot/store/migrations/versions/0001_the_first_tables.py:upgrade": "a list of tables, done with",
}
