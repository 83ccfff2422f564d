from relazione.sources import SourceFault, mailbox

MAILBOX = b"""From a@oslo.example Thu Jan 29 08:00:00 2026
Subject: Oslo
Date: Thu, 29 Jan 2026 08:00:00 +0100

Oslo schweigt.
>From today on.

From a@oslo.example Thu Jan 29 08:00:00 2026
Subject: leer


From a@oslo.example Fri Jan 30 08:00:00 2026
Subject: Lissabon

Lissabon auch.
From Lissabon with 2026 regards.
"""


def test_each_mail_is_a_document_and_a_broken_one_costs_no_other(opened):
    first, broken, third = opened(MAILBOX, "press.mbox")
    assert (first.text, first.published, first.origin) == (
        "Oslo schweigt.\nFrom today on.",
        "2026-01-29",
        "press.mbox#1",
    )
    assert isinstance(broken, SourceFault)
    assert broken.origin == "press.mbox#2"
    assert third.text == "Lissabon auch.\nFrom Lissabon with 2026 regards."


def test_a_mail_larger_than_any_report_is_a_fault_and_the_next_is_read(opened, monkeypatch):
    monkeypatch.setattr(mailbox, "LARGEST_REPORT", 80)
    found = opened(MAILBOX, "press.mbox")
    assert "too large" in found[0].what
    assert found[2].title == "Lissabon"
