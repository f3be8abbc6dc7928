"""The night: the catalogue taken in, what that means said, the client made anew, and all that a pull request needs.

May use the catalogue, `diff`, the build and the writing of Markdown. Git, branches and pull requests are not its
business: the workflow files that `project` writes have those steps.
"""
