"""A program that uses models which are gone or are to go; each line with one says so, as checkers should."""

from __future__ import annotations

from runcomfy import AsyncRunComfy, RunComfy
from runcomfy.models.v.old import OldInput

client, aclient = RunComfy(), AsyncRunComfy()
client.v.new.run(prompt="a")
client.v.old.run(prompt="a")  # deprecated
client.v.gone.submit(prompt="a")  # deprecated
aclient.v.old  # deprecated
OldInput(prompt="a")  # deprecated: the class
print(client.v.old.run(prompt="a").output.image)  # deprecated
client.v.old.run(prompt=3)  # deprecated, and wrong: type of a value
