using System.Text.Json.Nodes;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Nights one after another over hand-made documents of FREG, each a full delivery a day later than the one before. A bystander is in all of them.</summary>
internal sealed class SeveralNights : IAsyncDisposable
{
    public const string X = "01818012345";
    public const string Y = "02818012345";
    public const string Z = "03818012345";

    /// <summary>D-numbers.</summary>
    public const string D = "41818012345";
    public const string D2 = "42818012345";

    private const string Bystander = "11818012345";

    private int nights;

    private SeveralNights(Night night)
    {
        Night = night;
        // only FREG is delivered anew
        night.Options = night.Options with { MaxAge = AgeLimits.Parse("krr=any") };
    }

    public Night Night { get; }

    public static async Task<SeveralNights> BeginAsync() => new(await Night.BeginAsync());

    /// <summary>A night on these documents, in this order.</summary>
    public async Task<RunResult> RunAsync(params string[] documents)
    {
        await DeliverAsync(documents);
        return await Night.RunAsync();
    }

    /// <summary>The delivery of the next night.</summary>
    public async Task DeliverAsync(params string[] documents)
    {
        var freg = string.Join('\n', documents.Append(Person(InUse(Bystander, 1))));
        if (nights == 0) await SmallNorway.DeliverAsync(Night, freg);
        else await Night.DeliverAsync(SourceName.Freg, Night.AsOf.AddDays(nights), ("freg.ndjson", freg));
        nights++;
    }

    /// <summary>A number in use, registered on a day of January.</summary>
    public static string InUse(string number, int day) => Row(number, "iBruk", true, day);

    /// <summary>A discontinued one.</summary>
    public static string Discontinued(string number, int day) => Row(number, "opphoert", false, day);

    /// <summary>A document with these numbers, and an address where its street is given.</summary>
    public static string Person(string numbers, string? street = null, string? grading = null, string more = "")
    {
        var address = street is null ? "" : $$"""
            , "bostedsadresse": [{"erGjeldende": true, "gyldighetstidspunkt": "2015-05-05T12:00:00+02:00", "vegadresse": {"kommunenummer": "4601", "adressenavn": "{{street}}", "adressenummer": {"husnummer": "7"} }, "grunnkrets": 101, "adressegradering": "{{grading ?? "ugradert"}}"}]
            """;
        var protection = grading is null ? "" : $$""", "adressebeskyttelse": [{"graderingsnivaa": "{{grading}}", "erGjeldende": true}]""";
        return $$"""{"identifikasjonsnummer": [{{numbers}}], "navn": [{"erGjeldende": true, "fornavn": "TEST", "etternavn": "PERSON"}]{{address.Trim()}}{{protection}}{{more}}}""";
    }

    /// <summary>The same with a birth that can't be read.</summary>
    public static string Unreadable(string numbers, string? street = null, string? grading = null) => Person(numbers, street, grading, """, "foedsel": [{"foedselsdato": "2020-13-01"}]""");

    /// <summary>The id of the person who goes by a number.</summary>
    public Task<Guid> IdAsync(string number) => Night.ScalarAsync<Guid>($"select person_id from mart.person where identification_number = '{number}'");

    /// <summary>Everyone's number but the bystander's.</summary>
    public Task<IReadOnlyList<string>> NumbersAsync() => Night.LinesAsync($"select identification_number from mart.person where identification_number <> '{Bystander}' order by 1");

    /// <summary>Aliases as <c>id|survivor|since</c>.</summary>
    public Task<IReadOnlyList<string>> AliasesAsync() => Night.LinesAsync("select * from mart.person_alias order by 3, 1");

    /// <summary>The last run's account of FREG: in, out, quarantined, merged.</summary>
    public async Task<string> AccountAsync()
        => (await Night.LinesAsync("select records_in, records_out, quarantined, merged from ops.account join ops.run using (run_id) where step = 'freg' order by started_at desc limit 1"))[0];

    /// <summary>Every table of a schema that holds a word, and every file of the newest export.</summary>
    public async Task<IReadOnlyList<string>> PlacesOfAsync(string word)
    {
        var places = new List<string>();
        foreach (var table in await Night.LinesAsync("select table_schema || '.' || table_name from information_schema.tables where table_schema in ('mart', 'analysis', 'protected') order by 1"))
        {
            if (await Night.ScalarAsync<bool>($"select exists (select from {table} t where to_jsonb(t)::text like '%{word}%')")) places.Add(table);
        }
        await using var files = new ExportReading(Night);
        foreach (var folder in Directory.GetDirectories(Path.Combine(files.Folder, "identified")))
        {
            var name = Path.GetFileName(folder);
            if ((await files.RowsAsync($"select 1 from {files.Table("identified", name)} t where cast(to_json(t) as varchar) like '%{word}%' limit 1")).Count > 0) places.Add("file " + name);
        }
        return places;
    }

    /// <summary>The rows of a table in the newest export and in the mart, which are the same.</summary>
    public async Task MustStandInTheFilesAsync()
    {
        await using var files = new ExportReading(Night);
        foreach (var folder in Directory.GetDirectories(Path.Combine(files.Folder, "identified"), "person*"))
        {
            var name = Path.GetFileName(folder);
            var read = (await files.RowsAsync($"select cast(to_json(t) as varchar) from {files.Table("identified", name)} t")).Select(r => Told((string)r[0]!));
            var stored = (await Night.LinesAsync($"select to_jsonb(t)::text from mart.{name} t")).Select(Told);
            Assert.Equal(stored.Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
        }
    }

    public ValueTask DisposeAsync() => Night.DisposeAsync();

    /// <summary>Properties by name; instants are written differently by the two, and are compared elsewhere.</summary>
    private static string Told(string json) => string.Join('|', JsonNode.Parse(json)!.AsObject()
        .Where(p => p.Value is not null && p.Key is not ("registered_at" or "valid_from" or "valid_to")).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key} {p.Value}"));

    private static string Row(string number, string status, bool holds, int day)
        => $$"""{"ajourholdstidspunkt": "2026-01-{{day:00}}T10:00:00+01:00", "erGjeldende": {{(holds ? "true" : "false")}}, "status": "{{status}}", "foedselsEllerDNummer": "{{number}}"}""";
}
