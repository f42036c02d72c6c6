"""Writes what a maker says of a camera into the folder $1: a linkset of twenty links, a passport that is signed."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.kit import passports

folder = Path(sys.argv[1])
folder.mkdir()
links = [{"href": f"https://maker.example/{number}.pdf", "title": f"Manual {number}"} for number in range(20)]
sets = [{"anchor": "https://maker.example/5d", "instructions": links}]
(folder / "linkset.json").write_text(json.dumps({"linkset": sets}), encoding="utf-8")
passport = passports.passport()
passport["credentialSubject"]["granularityLevel"] = "model"
del passport["credentialSubject"]["product"]["serialNumber"]  # it is of all of its kind
(folder / "passport.json").write_text(json.dumps(passports.signed(passport)), encoding="utf-8")
