"""The law: a situation in, a decision with its articles out. Sole importer of Cedar, sole maker of permits."""
