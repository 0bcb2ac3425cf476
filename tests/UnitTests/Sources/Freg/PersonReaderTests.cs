using System.Globalization;
using System.Text;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources;
using static PersonEtl.UnitTests.Sources.Freg.FregReading;

namespace PersonEtl.UnitTests.Sources.Freg;

public sealed class PersonReaderTests
{
    private const string One = "01818012345";
    private const string Two = "02818012345";
    private const string Three = "03818012345";

    /// <summary>Each file holds the same three persons.</summary>
    public static TheoryData<string, string> Shapes => new()
    {
        { "lines of elements", $"{Element(One)}\n{Element(Two)}\n{Element(Three)}\n" },
        { "lines without a last line end, with empty ones between", $"{Element(One)}\r\n\r\n{Element(Two)}\r\n  \r\n{Element(Three)}" },
        { "lines of documents", $"{Document(One)}\n{Document(Two)}\n{Document(Three)}\n" },
        { "a page", $$"""{"oppslag":[{{Element(One)}},{{Element(Two)}},{{Element(Three)}}]}""" },
        { "a page with more properties", $$"""{"oppslag":[{{Element(One)}},{{Element(Two)}},{{Element(Three)}}],"antall":3,"neste":{"side":2} }""" },
        { "a page over many lines", Pretty($$"""{"oppslag":[{{Element(One)}},{{Element(Two)}},{{Element(Three)}}]}""") },
        { "two pages on two lines", $$"""{"oppslag":[{{Element(One)}},{{Element(Two)}}]}""" + "\n" + $$"""{"oppslag":[{{Element(Three)}}]}""" },
        { "an array of elements", $"[{Element(One)},{Element(Two)},{Element(Three)}]" },
        { "an array of documents over many lines", Pretty($"[{Document(One)},{Document(Two)},{Document(Three)}]") },
        { "documents over many lines, one after another", $"{Pretty(Document(One))}\n{Pretty(Document(Two))}{Pretty(Document(Three))}\n" },
        { "with a byte order mark", $"\uFEFF{Element(One)}\n{Element(Two)}\n{Element(Three)}" },
    };

    [Fact]
    public async Task What_stands_between_values_of_several_lines_is_not_passed_over()
    {
        var several = Document("01818012345").Replace(",", ",\n", StringComparison.Ordinal);
        foreach (var between in new[] { "\n\nlost\n", "\n}\n" })
        {
            var bad = await Assert.ThrowsAsync<BadInputException>(() => ReadAsync(several + between + several));
            Assert.Equal("json-broken", bad.Code);
        }
    }

    [Fact]
    public async Task A_property_whose_name_is_written_with_escapes_is_the_same_property()
    {
        var person = Assert.Single(await ReadAsync(Document("01818012345", more: ""","\u0061dressebeskyttelse":[{"graderingsniva\u0061":"fortrolig","erGjeldende":true}]""")));
        Assert.Equal("Confidential", Assert.Single(person.Protections).Level.ToString());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task All_shapes_that_answers_are_saved_in_are_read(string shape, string content)
    {
        using var folder = new DeliveryFolder(SourceName.Freg).With("part-000.json", content);
        var (persons, reading) = await FregReading.ReadAsync(folder);
        Assert.True(persons.Select(p => p.CurrentIdentifier!.Number.ToString()).SequenceEqual([One, Two, Three]), shape);
        Assert.Equal(3, reading.Account.In);
        Assert.Empty(reading.Quarantine);
    }

    [Fact]
    public async Task Gzip_of_several_members_is_one_file_and_later_files_have_later_positions()
    {
        byte[] members = [.. DeliveryFolder.Gzip(Element(One) + "\n" + Element(Two)[..40]), .. DeliveryFolder.Gzip(Element(Two)[40..] + "\n")];
        using var folder = new DeliveryFolder(SourceName.Freg).With("part-000.json.gz", members).With("part-001.json", Element(Three));
        var (persons, _) = await FregReading.ReadAsync(folder);
        Assert.Equal([One, Two, Three], persons.Select(p => p.CurrentIdentifier!.Number.ToString()));
        Assert.True(persons.Zip(persons.Skip(1)).All(pair => pair.First.Position < pair.Second.Position));
    }

    [Fact]
    public async Task Values_are_read_as_the_register_writes_them()
    {
        var person = (await FregReading.ReadAsync(Document(One, "Åse \\u00c5 \\\"Ø\\\"", """
            ,"nyDel":{"x":[1,{"y":null}]},"doedsfall":{"doedsdato":"2020-12-22","ukjent":true},
            "foedsel":{"foedselsaar":"1980","foedselsdato":null,"foedekommuneINorge":""},
            "sivilstand":[{"sivilstand":"helt-ny","ajourholdstidspunkt":"2022-03-14T14:41:28.711214642+01:00","erGjeldende":false,"nytt":"x"}],
            "bostedsadresse":[{"vegadresse":{"kommunenummer":"0301","adressenummer":{"husnummer":"1440","husbokstav":"b"}},"matrikkeladresse":null,"grunnkrets":111,"adresseIdentifikatorFraMatrikkelen":6344200241}]
            """.ReplaceLineEndings("")))).Single();
        Assert.Equal("Åse Å \"Ø\"", person.Names[0].FirstName.ToString());
        Assert.Equal(new DateOnly(2020, 12, 22), person.DeathDate);
        Assert.Equal((1980, null, true), (person.Births[0].BirthYear, person.Births[0].BirthDate, person.Births[0].Place.MunicipalityNumber.IsAbsent));
        Assert.Equal("helt-ny", person.MaritalStatuses[0].Status.ToString());
        Assert.False(person.MaritalStatuses[0].IsCurrent);
        Assert.Equal("2022-03-14T13:41:28.7112140Z", person.MaritalStatuses[0].RegisteredAt!.Value.ToUtc().ToString("o", CultureInfo.InvariantCulture));
        var address = person.Addresses.Single();
        Assert.Equal((AddressKind.Residential, AddressForm.Street, "0301", "1440", "b", 111, "6344200241"), (
            address.Kind, address.Form, address.Place.MunicipalityNumber.ToString(), address.HouseNumber.ToString(), address.HouseLetter.ToString(), address.BasicStatisticalUnit!.Value, address.CadastralIdentifier.ToString()));
    }

    [Fact]
    public async Task An_unknown_value_is_kept_and_counted()
    {
        using var folder = new DeliveryFolder(SourceName.Freg).With("part-000.json", Document(One, more: ""","status":[{"status":"aldri-sett"}]"""));
        var (persons, reading) = await FregReading.ReadAsync(folder);
        Assert.Equal("aldri-sett", persons[0].Statuses[0].Value.ToString());
        Assert.Equal(1, reading.Remarks["unknown-value:person_status"]);
    }

    [Fact]
    public async Task An_answer_without_a_person_is_filtered_and_one_without_numbers_goes_by_what_it_was_looked_up_with()
    {
        using var folder = new DeliveryFolder(SourceName.Freg).With("part-000.json", $$"""
            {"foedselsEllerDNummer":"{{One}}","feilmelding":{"feilmelding":"Fant ikke person"} }
            {"folkeregisterperson":{"navn":[{"fornavn":"A"}]},"foedselsEllerDNummer":"{{Two}}"}
            """);
        var (persons, reading) = await FregReading.ReadAsync(folder);
        Assert.Equal(Two, persons.Single().CurrentIdentifier!.Number.ToString());
        Assert.Equal((2, 1), (reading.Account.In, reading.Account.Filtered["error-message"]));
    }

    public static TheoryData<string, string, string> UnreadablePersons => new()
    {
        { """{"identifikasjonsnummer":[{"foedselsEllerDNummer":"0181801234"}]}""", "bad-number", "$.identifikasjonsnummer.foedselsEllerDNummer" },
        { """{"identifikasjonsnummer":[{"status":"iBruk"}]}""", "no-number", "$" },
        { """{"navn":[]}""", "no-number", "$" },
        { """{"foedselsEllerDNummer":"01818012345"}""", "no-person", "$" },
        { Document(One, more: ""","foedsel":[{"foedselsdato":"2020-13-01"}]"""), "bad-date", "$.foedsel.foedselsdato" },
        { Document(One, more: ""","kjoenn":[{"ajourholdstidspunkt":"i går"}]"""), "bad-timestamp", "$.kjoenn.ajourholdstidspunkt" },
        { Document(One, more: ""","bostedsadresse":[{"grunnkrets":"1a"}]"""), "bad-integer", "$.bostedsadresse.grunnkrets" },
        { Document(One, more: ""","bostedsadresse":[{"vegadresse":[]}]"""), "not-an-object", "$.bostedsadresse.vegadresse" },
        { Document(One, more: ""","bostedsadresse":[{"vegadresse":{"kommunenummer":{} } }]"""), "not-a-text", "$.bostedsadresse.vegadresse.kommunenummer" },
        { Document(One, more: ""","kjoenn":[{"erGjeldende":"ja"}]"""), "not-a-boolean", "$.kjoenn.erGjeldende" },
        { Document(One, "\\ud800"), "bad-escape", "$.navn.fornavn" },
        { "7", "not-an-object", "$" },
    };

    [Theory]
    [MemberData(nameof(UnreadablePersons))]
    public async Task An_unreadable_person_among_others_is_quarantined_with_its_place(string document, string code, string path)
    {
        var before = Element(Two) + "\n\n";
        using var folder = new DeliveryFolder(SourceName.Freg).With("part-000.json", "\uFEFF" + before + document + "\n" + Element(Three));
        var (persons, reading) = await FregReading.ReadAsync(folder);
        Assert.Equal([Two, Three], persons.Select(p => p.CurrentIdentifier!.Number.ToString()));
        var place = Assert.Single(reading.Quarantine);
        Assert.Equal((code, path, 3, 3 + Encoding.UTF8.GetByteCount(before), "part-000.json"), (place.Code, place.JsonPath, place.Line, place.ByteOffset, place.File));
        Assert.True(reading.Account.Quarantined == 1 && reading.Account.In == 3);
    }

    [Fact]
    public async Task The_place_of_a_person_in_a_page_over_many_lines_is_that_of_the_person()
    {
        var page = Pretty($$"""{"oppslag":[{{Element(One)}},{"foedselsEllerDNummer":"{{Two}}","folkeregisterperson":7},{{Element(Three)}}]}""");
        using var folder = new DeliveryFolder(SourceName.Freg).With("part-000.json", page);
        var (persons, reading) = await FregReading.ReadAsync(folder);
        Assert.Equal(2, persons.Count);
        var place = Assert.Single(reading.Quarantine);
        var at = page[..page.IndexOf($"\"{Two}\"", StringComparison.Ordinal)].LastIndexOf('{');
        Assert.Equal(at, place.ByteOffset);
        Assert.Equal(1 + page[..at].Count(c => c == '\n'), place.Line);
    }

    [Theory]
    [InlineData("{\"navn\": [}", "json-broken", "line 2")]
    [InlineData("ikke json", "json-broken", "line 2")]
    [InlineData("{\"navn\": []", "json-broken", "line 2")]
    [InlineData("{\"navn\": []} {}", "json-broken", "line 2")]
    public async Task A_line_that_is_no_JSON_stops_the_night_and_tells_its_line(string line, string code, string place)
    {
        using var folder = new DeliveryFolder(SourceName.Freg).With("part-000.json", $"{Element(One)}\n{line}\n{Element(Two)}\n");
        var e = await Assert.ThrowsAsync<BadInputException>(() => FregReading.ReadAsync(folder));
        Assert.Equal(code, e.Code);
        Assert.Contains(place, e.Message, StringComparison.Ordinal);
        Assert.Contains("part-000.json", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty-file")]
    [InlineData(" \n\r\n ", "empty-file")]
    [InlineData("{\n \"navn\": [\n", "json-truncated")]
    public async Task A_file_without_an_end_or_a_beginning_is_refused(string content, string code)
    {
        using var folder = new DeliveryFolder(SourceName.Freg).With("part-000.json", content);
        Assert.Equal(code, (await Assert.ThrowsAsync<BadInputException>(() => FregReading.ReadAsync(folder))).Code);
    }

    [Fact]
    public async Task A_gzip_that_is_cut_off_is_refused()
    {
        using var folder = new DeliveryFolder(SourceName.Freg).With("part-000.json.gz", DeliveryFolder.Gzip(string.Join('\n', Enumerable.Repeat(Element(One), 50))).AsSpan()[..^9]);
        Assert.StartsWith("gzip", (await Assert.ThrowsAsync<BadInputException>(() => FregReading.ReadAsync(folder))).Code, StringComparison.Ordinal);
    }

    /// <summary>JSON over many lines.</summary>
    private static string Pretty(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!.ToJsonString(new() { WriteIndented = true }).ReplaceLineEndings("\n");
}
