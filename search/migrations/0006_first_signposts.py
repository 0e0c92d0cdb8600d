"""The signposts that every province needs on its first day; editors own them from then on."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FIRST = [
    {
        "title": "Cơ quan Công an",
        "title_en": "The police",
        "text": "Cư trú, căn cước, định danh điện tử, hộ chiếu, đăng ký xe, giấy phép lái xe, lý lịch tư pháp do Công an "
        "giải quyết; nộp trên Cổng Dịch vụ công quốc gia, ứng dụng VNeID hoặc tại Công an xã, phường.",
        "text_en": "Residence, identity cards and accounts, passports, vehicles, driving licences and criminal records are "
        "handled by the police: on the National Public Service Portal, in VNeID or at the police of a commune.",
        "url": "https://dichvucong.gov.vn/",
        "telephone": "",
        "words": [
            "căn cước", "cccd", "chứng minh thư", "định danh điện tử", "vneid", "hộ chiếu", "passport", "xuất nhập cảnh",
            "giấy phép lái xe", "bằng lái", "gplx", "đăng ký xe", "biển số xe", "phạt nguội", "lý lịch tư pháp",
            "tạm trú", "thường trú", "hộ khẩu",
        ],
    },
    {
        "title": "Cơ quan Thuế",
        "title_en": "The tax authority",
        "text": "Mã số thuế, khai, nộp và hoàn thuế, lệ phí trước bạ do cơ quan thuế giải quyết, trên trang Thuế điện tử "
        "hoặc ứng dụng eTax Mobile.",
        "text_en": "Tax codes, declaring, paying and refunds of tax, and registration charges are handled by the tax "
        "authority, on its site or in eTax Mobile.",
        "url": "https://thuedientu.gdt.gov.vn/",
        "telephone": "",
        "words": [
            "thuế", "mã số thuế", "nộp thuế", "khai thuế", "hoàn thuế", "quyết toán thuế", "thuế thu nhập cá nhân", "tncn",
            "thuế giá trị gia tăng", "vat", "trước bạ", "hóa đơn điện tử", "etax", "môn bài",
        ],
    },
    {
        "title": "Bảo hiểm xã hội",
        "title_en": "Social security",
        "text": "Sổ bảo hiểm xã hội, thẻ bảo hiểm y tế, lương hưu, thai sản, ốm đau do cơ quan Bảo hiểm xã hội giải quyết, "
        "trên trang của cơ quan này hoặc ứng dụng VssID.",
        "text_en": "Social insurance books, health insurance cards, pensions, maternity and sickness benefits are handled "
        "by Social Security, on its site or in VssID.",
        "url": "https://dichvucong.baohiemxahoi.gov.vn/",
        "telephone": "1900 9068",
        "words": [
            "bảo hiểm xã hội", "bhxh", "bảo hiểm y tế", "bhyt", "thẻ bảo hiểm", "sổ bảo hiểm", "rút bảo hiểm", "lương hưu",
            "hưu trí", "chế độ thai sản", "tiền thai sản", "nghỉ ốm", "vssid",
        ],
    },
]  # fmt: skip


def write(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    signpost = apps.get_model("search", "Signpost")
    for row in FIRST:
        signpost.objects.create(**row | {"words": "\n".join(row["words"])})


class Migration(migrations.Migration):
    dependencies = [("search", "0005_signpost")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
