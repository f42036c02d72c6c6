"""One file per verb: what it takes and how its answer is shown. The work is done in `talktag.ops`."""

from __future__ import annotations

from talktag.cli.commands import (
    add,
    attach,
    demo,
    doctor,
    export,
    find,
    init,
    key,
    list,
    log,
    note,
    notes,
    party,
    set,
    shares,
    sheet,
    show,
    stock,
    undo,
    verify,
)

# In the order of `talktag --help`: a person's first day first.
REGISTRARS = tuple(
    module.register
    for module in (
        init,
        add,
        list,
        show,
        find,
        set,
        attach,
        note,
        notes,
        sheet,
        stock,
        party,
        export,
        verify,
        shares,
        log,
        undo,
        doctor,
        key,
        demo,
    )
)
