from email.message import EmailMessage
from email.policy import SMTP

import pytest

from relazione.sources import SourceFault
from relazione.sources.limits import MOST_PARTS

HEAD = "Subject: Oslo\nDate: Thu, 29 Jan 2026 00:30:00 +0300\nFrom: Karla Muster <k@oslo.example>\n"


def letter(text: str = "Oslo schweigt.") -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "Außenministerin in Köln – ein langer Betreff über Fischerei, Zölle und Übergangsfristen"
    message["From"] = "Nordblatt <brief@nordblatt.example>"
    message["Date"] = "Thu, 29 Jan 2026 08:00:00 +0100"
    message.set_content(text)
    return message


def test_a_mail_is_its_words_with_subject_and_day(only):
    document = only(letter().as_bytes(), "oslo.eml")
    assert (document.text, document.published, document.publisher) == ("Oslo schweigt.", "2026-01-29", None)
    assert document.title == "Außenministerin in Köln – ein langer Betreff über Fischerei, Zölle und Übergangsfristen"


def test_a_newsletter_is_its_html_and_published_by_its_sender(only):
    message = letter("Ihr Programm zeigt kein HTML.")
    message["List-Id"] = "<brief.nordblatt.example>"
    message.add_alternative(
        "<table><tr><td><h1>Guten Morgen</h1><p>Oslo schweigt.</p></td></tr></table>", subtype="html"
    )
    document = only(message.as_bytes(), "brief.eml")
    assert (document.text, document.publisher) == ("Guten Morgen\n\nOslo schweigt.", "Nordblatt")


@pytest.mark.parametrize(
    ("charset", "declared"), [("koi8-r", "koi8-r"), ("cp1251", "us-ascii"), ("cp1251", "unknown-8bit")]
)
def test_russian_mails_are_read_in_what_they_are_written_in(only, charset, declared):
    head = HEAD.replace("Oslo", "=?koi8-r?B?7dPMzw==?=") if charset == "koi8-r" else HEAD
    data = f"{head}Content-Type: text/plain; charset={declared}\n\n".encode() + "Министр прибыл в Осло.".encode(charset)
    assert only(data, "oslo.eml").text == "Министр прибыл в Осло."


def test_a_subject_in_raw_bytes_is_read(only):
    data = "Subject: Außenminister über Köln\n\nOslo schweigt.".encode("cp1252")
    assert only(data, "oslo.eml").title == "Außenminister über Köln"


def test_lines_of_a_plain_mail_are_joined_and_its_signature_goes(only):
    text = "Norwegens Außenministerin reiste am Montag zu\neinem Besuch nach Lissabon.\n\n-- \nKarla Muster\n"
    assert only(f"{HEAD}\n{text}".encode(), "oslo.eml").text == (
        "Norwegens Außenministerin reiste am Montag zu einem Besuch nach Lissabon."
    )


def test_attached_reports_are_documents_of_their_own(opened):
    message = letter()
    message.add_attachment(b"Lissabon auch.", maintype="text", subtype="plain", filename="../lissabon.txt")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="bild.png")
    found = opened(message.as_bytes(), "oslo.eml")
    assert [(one.origin, one.text) for one in found] == [
        ("oslo.eml", "Oslo schweigt."),
        ("oslo.eml!lissabon.txt", "Lissabon auch."),
    ]


def test_a_mail_that_only_carries_a_report_is_that_report(only):
    message = letter(" ")
    message.add_attachment(b"Lissabon schweigt.", maintype="text", subtype="plain", filename="lissabon.txt")
    assert only(message.as_bytes(), "oslo.eml").text == "Lissabon schweigt."


def test_forwarded_mails_are_documents_of_their_own(opened):
    message = letter()
    message.add_attachment(letter("Lissabon auch."))
    assert [one.text for one in opened(message.as_bytes(), "oslo.eml")] == ["Oslo schweigt.", "Lissabon auch."]


def test_a_mail_of_too_many_parts_is_a_fault(opened):
    parts = "--x\nContent-Type: text/plain\n\nOslo\n" * (MOST_PARTS + 1)
    (fault,) = opened(f"{HEAD}Content-Type: multipart/mixed; boundary=x\n\n{parts}".encode(), "oslo.eml")
    assert "too many parts" in fault.what


def test_parts_in_parts_without_end_are_read_or_a_fault(opened):
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000))
    (fault,) = opened(f"{HEAD}{nested}".encode(), "oslo.eml")
    assert isinstance(fault, SourceFault)
