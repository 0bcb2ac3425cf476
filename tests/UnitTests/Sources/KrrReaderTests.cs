using System.Globalization;
using System.Text;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Krr;

namespace PersonEtl.UnitTests.Sources;

public sealed class KrrReaderTests : IDisposable
{
    private const string Anna = """{"personidentifikator":"22885399316","reservasjon":"NEI","status":"AKTIV","varslingsstatus":"KAN_VARSLES","kontaktinformasjon":{"epostadresse":"a@b.no","epostadresse_oppdatert":"2023-06-10T21:00:01+02","epostadresse_sist_verifisert":"2023-08-05T10:45:15.768Z","mobiltelefonnummer":"+4799999999","mobiltelefonnummer_oppdatert":"2022-02-28T23:30:00Z"},"digital_post":{"postkasseadresse":"","postkasseleverandoeradresse":"984661185"},"sertifikat":"MIIB","spraak":"nn","spraak_oppdatert":"2020-01-01T00:00:00.123456789Z"}""";
    private const string Bo = """{"personidentifikator":"21836797660","reservasjon":"JA","status":"IKKE_REGISTRERT","varslingsstatus":"KAN_IKKE_VARSLES"}""";

    private readonly DeliveryFolder folder = new(SourceName.Krr);
    private readonly SourceReading reading = new(SourceName.Krr);

    [Fact]
    public async Task A_person_is_read_with_all_there_is()
    {
        var contact = Find(await Read($$"""{"personer":[{{Anna}}]}"""), 22885399316);
        Assert.Equal("No", contact.Reservation.ToString());
        Assert.Equal("Active", contact.Status.ToString());
        Assert.Equal("Active", contact.State.ToString());
        Assert.Equal("CanBeNotified", contact.NotificationStatus.ToString());
        Assert.Equal("a@b.no", contact.Email.ToString());
        Assert.Equal(At("2023-06-10T19:00:01Z"), contact.EmailLastUpdated);
        Assert.Equal(At("2023-08-05T10:45:15.768Z"), contact.EmailLastVerified);
        Assert.Equal("+4799999999", contact.PhoneNumber.ToString());
        Assert.Equal(At("2022-02-28T23:30:00Z"), contact.PhoneNumberLastUpdated);
        Assert.Null(contact.PhoneNumberLastVerified);
        Assert.True(contact.DigitalPostAddress.IsAbsent);
        Assert.Equal("984661185", contact.DigitalPostVendorAddress.ToString());
        Assert.Equal("nn", contact.Language.ToString());
        Assert.Equal(At("2020-01-01T00:00:00.123456Z"), contact.LanguageLastUpdated);
        Assert.Equal(new DateOnly(2025, 2, 5), contact.EmailUsableUntil);
        Assert.Equal(new DateOnly(2023, 9, 1), contact.PhoneUsableUntil);
    }

    [Fact]
    public async Task Certificates_are_read_only_when_wanted()
    {
        folder.With("part-000.ndjson", Anna);
        Assert.True(Find(await KrrReader.ReadAsync(folder.Delivery, reading, default), 22885399316).Certificate.IsAbsent);
        Assert.Equal("MIIB", Find(await KrrReader.ReadAsync([folder.Delivery], certificates: true, reading, default), 22885399316).Certificate.ToString());
    }

    [Theory]
    [InlineData("{{\"personer\":[{0},{1}]}}")]
    [InlineData("{{\"list\":[{0},{1}],\"fraEndringsId\":1,\"tilEndringsId\":2,\"sisteEndringsId\":2}}")]
    [InlineData("{{\"fraEndringsId\":1,\"annet\":{{\"a\":[1]}},\"list\":[{0},{1}]}}")]
    [InlineData("{{\"list\":[{0}]}}{{\"list\":[]}}\n {{\"personer\":[{1}]}}")]
    [InlineData("{0}\n{1}\n")]
    [InlineData("{0}\r\n\r\n{1}")]
    [InlineData("[{0},{1}]")]
    [InlineData("\uFEFF{{ \"list\" :\n [\n {0} ,\n {1} ] }}\n")]
    [InlineData("{{\"list\":[{0}]}}{1}")]
    public async Task Every_shape_of_file_is_read(string shape)
    {
        var register = await Read(string.Format(CultureInfo.InvariantCulture, shape, Anna, Bo));
        Assert.Equal(2, register.Count);
        Assert.Equal("Yes", Find(register, 21836797660).Reservation.ToString());
        Assert.Equal("a@b.no", Find(register, 22885399316).Email.ToString());
        Assert.Empty(reading.Quarantine);
        Assert.True(reading.Account.Closes);
        Assert.Equal(2, reading.Account.Out);
    }

    [Fact]
    public async Task Packed_it_is_the_same()
    {
        folder.With("part-000.json.gz", [.. DeliveryFolder.Gzip($$"""{"list":[{{Anna}}]}"""), .. DeliveryFolder.Gzip($$"""{"list":[{{Bo}}]}""")]);
        Assert.Equal(2, (await KrrReader.ReadAsync(folder.Delivery, reading, default)).Count);
    }

    [Fact]
    public async Task A_packed_file_that_is_cut_off_is_refused()
    {
        var packed = DeliveryFolder.Gzip($$"""{"list":[{{Anna}}]}""");
        folder.With("part-000.json.gz", packed.AsSpan(0, packed.Length - 4));
        Assert.Equal("gzip-truncated", (await Assert.ThrowsAsync<BadInputException>(() => KrrReader.ReadAsync(folder.Delivery, reading, default))).Code);
    }

    [Fact]
    public async Task The_last_record_of_a_number_replaces_the_earlier_one_whole()
    {
        var register = await Read(Anna + """{"personidentifikator":"22885399316","status":"AKTIV","kontaktinformasjon":{"epostadresse":"ny@b.no"}}""");
        var contact = Find(register, 22885399316);
        Assert.Equal("ny@b.no", contact.Email.ToString());
        Assert.True(contact.PhoneNumber.IsAbsent);
        Assert.True(contact.Reservation.IsAbsent);
        Assert.Equal(1, register.Count);
        Assert.Equal(1, reading.Account.Merged);
        Assert.Equal(1, reading.Account.Out);
        Assert.True(reading.Account.Closes);
    }

    [Theory]
    [InlineData("SLETTET", "Deleted")]
    [InlineData("IKKE_REGISTRERT", "NotRegistered")]
    public async Task Only_an_active_person_has_contact_data(string status, string state)
    {
        var contact = Find(await Read(Anna.Replace("AKTIV", status, StringComparison.Ordinal)), 22885399316);
        Assert.Equal(state, contact.State.ToString());
        Assert.True(contact.Email.IsAbsent);
        Assert.True(contact.PhoneNumber.IsAbsent);
        Assert.True(contact.DigitalPostVendorAddress.IsAbsent);
        Assert.Null(contact.EmailUsableUntil);
        Assert.Equal("nn", contact.Language.ToString());
        Assert.Equal(1, reading.Remarks["contact-data-of-inactive"]);
    }

    [Fact]
    public async Task Unknown_values_are_kept_and_counted()
    {
        var contact = Find(await Read("""{"personidentifikator":"22885399316","reservasjon":"KANSKJE","status":"SPERRET","varslingsstatus":"VET_IKKE","nytt":{"x":[1,{}]}}"""), 22885399316);
        Assert.Equal("KANSKJE", contact.Reservation.ToString());
        Assert.Equal("SPERRET", contact.Status.ToString());
        Assert.Equal("SPERRET", contact.State.ToString());
        Assert.Equal("VET_IKKE", contact.NotificationStatus.ToString());
        Assert.Equal(["unknown-value:reservasjon", "unknown-value:status", "unknown-value:varslingsstatus"], reading.Remarks.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Escaped_letters_are_read()
    {
        var contact = Find(await Read("""{"personidentifikator":"22885399316","status":"AKTIV","kontaktinformasjon":{"epostadresse":"bl\u00e5b\u00e6r\/\uD83D\uDE00@b.no"}}"""), 22885399316);
        Assert.Equal("blåbær/😀@b.no", contact.Email.ToString());
    }

    [Theory]
    [InlineData("""{"status":"AKTIV"}""", "no-number", "$.personidentifikator")]
    [InlineData("""{"personidentifikator":null}""", "no-number", "$.personidentifikator")]
    [InlineData("""{"personidentifikator":""}""", "no-number", "$.personidentifikator")]
    [InlineData("""{"personidentifikator":"2288539931"}""", "bad-number", "$.personidentifikator")]
    [InlineData("""{"personidentifikator":"2288539931X"}""", "bad-number", "$.personidentifikator")]
    [InlineData("""{"personidentifikator":22885399316}""", "wrong-type", "$.personidentifikator")]
    [InlineData("""{"personidentifikator":"22885399317","reservasjon":"NEI"}""", "no-status", "$.status")]
    [InlineData("""{"personidentifikator":"22885399317","status":""}""", "no-status", "$.status")]
    [InlineData("""{"personidentifikator":"22885399317","status":true}""", "wrong-type", "$.status")]
    [InlineData("""{"personidentifikator":"22885399317","kontaktinformasjon":"x"}""", "wrong-type", "$.kontaktinformasjon")]
    [InlineData("""{"personidentifikator":"22885399317","digital_post":{"postkasseadresse":{"a":1}}}""", "wrong-type", "$.digital_post.postkasseadresse")]
    [InlineData("""{"personidentifikator":"22885399317","kontaktinformasjon":{"epostadresse_oppdatert":"i går"}}""", "bad-timestamp", "$.kontaktinformasjon.epostadresse_oppdatert")]
    [InlineData("""{"personidentifikator":"22885399317","spraak":"\ud800"}""", "bad-text", "$.spraak")]
    [InlineData("""{"personidentifikator":"22885399317","spraak":"n\u0000"}""", "bad-text", "$.spraak")]
    [InlineData("""17""", "not-an-object", null)]
    public async Task A_record_that_cannot_be_read_is_quarantined_with_its_place(string record, string code, string? path)
    {
        var before = $$"""{"list":[{{"\n"}}{{Bo}},{{"\n"}}""";
        var register = await Read($"{before}{record},\n{Anna}]}}");
        var quarantined = Assert.Single(reading.Quarantine);
        Assert.Equal(new QuarantinedRecord(SourceName.Krr, folder.Delivery.Name, "part-000.json", 3, before.Length, code, path), quarantined);
        Assert.Equal(2, register.Count);
        Assert.Equal(3, reading.Account.In);
        Assert.True(reading.Account.Closes);
    }

    [Fact]
    public async Task Broken_utf8_is_quarantined()
    {
        folder.With("part-000.json", [.. """{"personidentifikator":"22885399316","spraak":"n"""u8, 0xE6, .. "\"}"u8]);
        await KrrReader.ReadAsync(folder.Delivery, reading, default);
        Assert.Equal("bad-text", Assert.Single(reading.Quarantine).Code);
    }

    [Theory]
    [InlineData("{\"list\":[\n{\"personidentifikator\":\"22885399316\"},\n", "json-broken", "line 3")]
    [InlineData("{\"list\":[\n{\"personidentifikator\":\"228853", "json-broken", "line 2")]
    [InlineData("{\"list\":[]", "json-broken", "line 1")]
    [InlineData("{\"personidentifikator\":\"22885399316\"}\nnot json", "json-broken", "line 2")]
    [InlineData("{\"list\":7}", "krr-shape", "line 1")]
    [InlineData("\n\"text\"", "krr-shape", "line 2")]
    [InlineData("", "empty-file", "krr/")]
    [InlineData(" \n", "empty-file", "krr/")]
    public async Task A_file_that_is_broken_as_a_whole_is_refused(string content, string code, string place)
    {
        var error = await Assert.ThrowsAsync<BadInputException>(() => Read(content));
        Assert.Equal(code, error.Code);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains($"krr/{folder.Delivery.Name}/part-000.json", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("228853", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_larger_than_the_buffer_is_read_whole_with_right_lines()
    {
        var text = new StringBuilder("{\"list\":[\n");
        for (var i = 0; i < 10_000; i++)
        {
            var number = i == 9_000 ? "x" : (10000000000 + (i * 7)).ToString(CultureInfo.InvariantCulture);
            text.Append(Anna.Replace("22885399316", number, StringComparison.Ordinal).Replace("a@b.no", $"{i}@b.no", StringComparison.Ordinal)).Append(i == 9_999 ? "]}" : ",\n");
        }
        var register = await Read(text.ToString());
        Assert.Equal(9_999, register.Count);
        Assert.Equal("8999@b.no", Find(register, 10000000000 + (8_999 * 7)).Email.ToString());
        Assert.Equal("9001@b.no", Find(register, 10000000000 + (9_001 * 7)).Email.ToString());
        Assert.Equal(9_002, Assert.Single(reading.Quarantine).Line);
        Assert.False(register.TryFind(10000000000 + (9_000 * 7), out _));
        Assert.True(reading.Account.Closes);
    }

    [Fact]
    public async Task A_record_larger_than_the_buffer_is_read()
    {
        var register = await Read($$"""{"list":[{"personidentifikator":"22885399316","status":"AKTIV","annet":"{{new string('x', 3_000_000)}}","spraak":"nb"},{{Bo}}]}""");
        Assert.Equal("nb", Find(register, 22885399316).Language.ToString());
        Assert.Equal(2, register.Count);
    }

    [SharedDataFact]
    public async Task The_change_page_of_the_register_is_read()
    {
        folder.WithCopyOf(SharedData.Path("krr", "hentEndringer_1.json"));
        var register = await KrrReader.ReadAsync(folder.Delivery, reading, default);
        Assert.True(register.Count > 5);
        Assert.Empty(reading.Quarantine);
        Assert.Empty(reading.Remarks);
        var contact = Find(register, 22885399316);
        Assert.Equal("NULLstillt@default.digdir.no", contact.Email.ToString());
        Assert.Equal(At("2023-06-10T19:00:01Z"), contact.PhoneNumberLastVerified);
        Assert.Equal(new DateOnly(2024, 12, 10), contact.PhoneUsableUntil);
    }

    public void Dispose() => folder.Dispose();

    private static Contact Find(ContactRegister register, ulong number)
    {
        Assert.True(register.TryFind(number, out var contact));
        return contact;
    }

    private static Instant At(string text) => Instant.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));

    private Task<ContactRegister> Read(string content)
    {
        folder.With("part-000.json", content);
        return KrrReader.ReadAsync(folder.Delivery, reading, default);
    }
}
