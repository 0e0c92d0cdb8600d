from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0006_redaction'),
    ]

    operations = [
        migrations.AlterField(
            model_name='change',
            name='kind',
            field=models.CharField(choices=[('announced', 'Công khai'), ('translated', 'Có bản dịch'), ('corrected', 'Đính chính'), ('withdrawn', 'Thu hồi'), ('renamed', 'Đổi tên'), ('redacted', 'Che dữ liệu'), ('guided', 'Hướng dẫn dễ hiểu'), ('desk', 'Bộ phận một cửa'), ('listed', 'Danh mục dịch vụ công'), ('form', 'Mẫu đơn điện tử')], max_length=12),
        ),
        migrations.CreateModel(
            name='ReleasedForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('number', models.IntegerField()),
                ('from_on', models.DateField()),
                ('data', models.JSONField(null=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('reason', models.TextField(blank=True)),
                ('released_at', models.DateTimeField()),
                ('released_by', models.CharField(max_length=150)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('code', 'number'), name='one_form_of_a_number')],
            },
        ),
    ]
