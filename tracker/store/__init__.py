"""The diary's database: the only importer of SQLAlchemy; speaks in domain's dataclasses."""
