using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Nights over hand-made chains of FREG and KRR: a full delivery numbered to 10, then deltas of ten numbers each, a day after one another.</summary>
internal sealed class ChainedNights : IAsyncDisposable
{
    private const string Key = "cGVyc29uIGtleSBvZiB0aGUgY2hhaW5lZCBuaWdodHM=";

    private readonly Dictionary<SourceName, int> deltas = new() { [SourceName.Freg] = 0, [SourceName.Krr] = 0 };

    private ChainedNights(Night night)
    {
        Night = night;
        // the small registers are delivered once
        night.Options = night.Options with { MaxAge = AgeLimits.Parse("freg=any,krr=any,klass=any,matrikkel=any") };
        Directory.CreateDirectory(night.Folders.Keys);
        File.WriteAllText(Path.Combine(night.Folders.Keys, "person.key"), Key);
    }

    public Night Night { get; }

    public static async Task<ChainedNights> BeginAsync(IEnumerable<string> freg, IEnumerable<string> krr, int day = 0)
    {
        var nights = new ChainedNights(await Night.BeginAsync());
        await SmallNorway.DeliverAsync(nights.Night, SeveralNights.Person(SeveralNights.InUse("11818012345", 1)));
        await nights.FullAsync(SourceName.Freg, day, freg);
        await nights.FullAsync(SourceName.Krr, day, krr);
        return nights;
    }

    public Task FullAsync(SourceName source, int day, IEnumerable<string> records, long to = 10)
        => Night.DeliverAsync(new Manifest(source, DeliveryKind.Full, Night.AsOf.AddDays(day).AddHours(2), null, to, null, []), ("part.json", Content(source, records)));

    public Task DeltaAsync(SourceName source, params string[] records)
    {
        var number = ++deltas[source];
        return Night.DeliverAsync(new Manifest(source, DeliveryKind.Delta, Night.AsOf.AddDays(number).AddHours(2), (number * 10) + 1, (number * 10) + 10, null, []), ("part.json", Content(source, records)));
    }

    /// <summary>Every row of every table of <c>mart</c> and <c>protected</c>, but when it was published.</summary>
    public async Task<IReadOnlyList<string>> EverythingAsync()
    {
        var rows = new List<string>();
        foreach (var table in await Night.LinesAsync("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('mart', 'protected') order by 1"))
            rows.AddRange((await Night.LinesAsync($"select (to_jsonb(t) - 'published_at')::text from {table} t order by 1")).Select(row => $"{table} {row}"));
        return rows;
    }

    public Task<Guid> IdAsync(string number) => Night.ScalarAsync<Guid>($"select person_id from mart.person where identification_number = '{number}'");

    /// <summary>The last run's account of a step: in, out, quarantined, merged.</summary>
    public async Task<string> AccountAsync(string step)
        => (await Night.LinesAsync($"select records_in, records_out, quarantined, merged from ops.account join ops.run using (run_id) where step = '{step}' order by started_at desc limit 1"))[0];

    public static string Contact(string number, string email)
        => $$"""{"personidentifikator": "{{number}}", "reservasjon": "NEI", "status": "AKTIV", "varslingsstatus": "KAN_VARSLES", "kontaktinformasjon": {"epostadresse": "{{email}}", "epostadresse_oppdatert": "2026-01-01T00:00:00+01"} }""";

    public ValueTask DisposeAsync() => Night.DisposeAsync();

    private static string Content(SourceName source, IEnumerable<string> records)
        => source == SourceName.Freg ? string.Join('\n', records) : $$"""{"personer": [{{string.Join(",\n", records)}}]}""";
}
