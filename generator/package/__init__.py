"""Models into the files of the generated package: a module and a packaged document for each, and what joins them.

May use the code of the models, names, and what writes literals and templates. Pure but for the copy of the runtime,
which is read from beside this folder, and for ruff, which lays the modules out; nothing is written here.
"""
