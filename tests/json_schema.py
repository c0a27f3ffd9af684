#!/usr/bin/env python3
"""Holds what coach printed against what `coach schema` says of it.

    json_schema.py SCHEMA [NOUN…] <DOCUMENTS

SCHEMA is that of all nouns; those named are printed by no command. Each line of standard input is a noun, a tab, the command, a tab, and what it printed. Prints
what does not fit, the commands whose rows were too few to tell, and the fields that never had a value.
"""
import datetime
import json
import re
import sys
import uuid

import jsonschema

formats = jsonschema.FormatChecker(formats=())


@formats.checks("uuid", raises=ValueError)
def is_uuid(value):
    return not isinstance(value, str) or str(uuid.UUID(value)) == value


@formats.checks("date-time", raises=ValueError)
def is_instant(value):
    if not isinstance(value, str):
        return True
    datetime.datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ")
    return True


@formats.checks("date", raises=ValueError)
def is_date(value):
    if not isinstance(value, str):
        return True
    datetime.datetime.strptime(value, "%Y-%m-%d")
    return re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None


def schema_of(whole, noun):
    row = {"$ref": "#/$defs/" + noun}
    return {"$schema": whole["$schema"], "$defs": whole["$defs"], "oneOf": [row, {"type": "array", "items": row}]}


def fits(schema, document):
    return jsonschema.Draft202012Validator(schema, format_checker=formats).is_valid(document)


def broken(row, fields):
    """The row in ways that are all wrong."""
    yield {**row, "something_else": 1}
    for key, value in row.items():
        yield {k: v for k, v in row.items() if k != key}
        if isinstance(value, str) and "type" in fields[key]:
            yield {**row, key: 1}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        whole = json.load(file)
    jsonschema.Draft202012Validator.check_schema(whole)
    empty = {(noun, field) for noun, row in whole["$defs"].items()
             if noun not in sys.argv[2:] for field in row["properties"]}
    for line in sys.stdin:
        noun, command, text = line.rstrip("\n").split("\t", 2)
        if not text:
            print(f"{command}: printed nothing")
            continue
        document = json.loads(text)
        schema = schema_of(whole, noun)
        for error in jsonschema.Draft202012Validator(whole["$defs"][noun] | {"$defs": whole["$defs"]},
                                                     format_checker=formats).iter_errors(
                                                         document[0] if isinstance(document, list) and document else document):
            print(f"{command}: {error.json_path}: {error.message}")
        if not fits(schema, document):
            print(f"{command}: does not fit as a whole")
        rows = document if isinstance(document, list) else [document]
        if not rows:
            print(f"{command}: no rows")
            continue
        for wrong in broken(rows[0], whole["$defs"][noun]["properties"]):
            if fits(schema, wrong):
                print(f"{command}: fits, but is wrong: {wrong}")
        for row in rows:
            empty -= {(noun, field) for field, value in row.items() if value not in (None, [])}
    for noun, field in sorted(empty):
        print(f"never seen with a value: {noun}.{field}")


main()
