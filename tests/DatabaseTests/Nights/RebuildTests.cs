using PersonEtl.DatabaseTests.Law;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Verify;
using PersonEtl.Etl.Verify.Rebuild;
using static PersonEtl.DatabaseTests.Nights.ChainedNights;
using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A second mart built from nothing, where the first one keeps persons whose document can't be read.</summary>
public sealed class RebuildTests
{
    private static readonly string[] First = [Person(InUse(X, 1), "ÅPENVEIEN"), Person(InUse(Y, 1), "ÅPENVEIEN"), Person(InUse(Z, 1))];

    [Fact]
    public async Task Whoever_is_kept_is_no_difference_and_whoever_else_is_there_is_one()
    {
        await using var nights = await BeginAsync(First, [Contact(X, "x@x.no"), Contact(Y, "y@x.no")]);
        await nights.Night.RunAsync();
        await nights.DeltaAsync(SourceName.Freg, Unreadable(InUse(X, 5)));
        await nights.Night.RunAsync();
        var kept = await ProveAsync(nights.Night);
        Assert.Empty(kept.Findings);
        Assert.Contains("1 persons are kept from earlier nights", kept.Said, StringComparison.Ordinal);

        await nights.Night.RowsAsync($"""
            insert into mart.person select r.* from mart.person p cross join lateral jsonb_populate_record(p, jsonb_build_object('person_id', gen_random_uuid(), 'identification_number', null)) r where p.identification_number = '{Y}';
            update mart.person set stale_since = '2026-11-25' where identification_number = '{Z}'
            """);
        Assert.Equal(
            ["mart.person: 1 rows are there that a mart built from nothing hasn't.", "mart.person, column stale_since: 1 rows have another value than in a mart built from nothing."],
            (await ProveAsync(nights.Night)).Findings.Select(f => f.ToString()));
    }

    [Fact]
    public async Task While_a_document_may_be_anyones_everybody_may_be_kept()
    {
        await using var nights = await BeginAsync(First, []);
        await nights.Night.RunAsync();
        await nights.FullAsync(SourceName.Freg, 1, [First[0], "7"], to: 20);
        await nights.Night.RunAsync();
        Assert.Equal([X, Y, Z], await nights.Night.LinesAsync($"select identification_number from mart.person where identification_number in ('{X}', '{Y}', '{Z}') order by 1"));

        Assert.Empty((await ProveAsync(nights.Night)).Findings);
    }

    private static async Task<ProofResult> ProveAsync(Night night)
    {
        ProofResult? rebuilt = null;
        var rebuild = new RebuildProof(night.Folders, night.Options, TimeProvider.System, night.ConnectionString) { Scratch = _ => LawProof.ScratchAsync(night) };
        await new Verification(night.DataSource, new(night.Folders.Exports), new PersonKeys(PersonKeyFile.Read(night.Folders)), rebuild)
            .RunAsync((proof, result) => rebuilt = ReferenceEquals(proof, rebuild) ? result : rebuilt, CancellationToken.None);
        return rebuilt!;
    }
}
