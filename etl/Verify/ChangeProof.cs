using System.Globalization;
using Dapper;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Verify;

/// <summary>From the full export on, each generation's file of changes equals its manifest and its rows of the change feed.</summary>
internal sealed class ChangeProof : IProof
{
    // the feed forgets its oldest generations; their files stand for themselves
    private const string Since = """
        select generation, changes, generation >= coalesce((select min(generation) from mart.change), generation) as is_kept
        from mart.generation
        where generation between @from and @until
        order by generation
        """;

    public string Name => "changes";

    public async Task<ProofResult> RunAsync(Verified of, CancellationToken cancellationToken)
    {
        var until = of.Generation.Generation;
        var range = new { from = of.Generation.ExportGeneration ?? until, until };
        var generations = (await of.Connection.QueryAsync<ChangedGeneration>(new CommandDefinition(Since, range, cancellationToken: cancellationToken))).AsList();
        var findings = new List<Finding>();
        foreach (var generation in generations) findings.AddRange(await OneAsync(of, generation, cancellationToken));
        return new(string.Create(CultureInfo.InvariantCulture, $"changes of generations {range.from} to {until}: {generations.Sum(g => g.Changes)} rows, against their files."), findings);
    }

    private static async Task<IReadOnlyList<Finding>> OneAsync(Verified of, ChangedGeneration row, CancellationToken cancellationToken)
    {
        var generation = row.Generation;
        var where = string.Create(CultureInfo.InvariantCulture, $"{ChangeTable.Table.FullName} of generation {generation}");
        var file = of.Exports.Manifest(generation)?.Files.FirstOrDefault(ChangeExport.Is);
        var findings = new List<Finding>();
        if (file is null && row.Changes > 0) findings.Add(new(FileProof.Where(generation, ChangeExport.PathOf(generation)), null, "the generation has changes, but no file of them."));
        if (file is not null) findings.AddRange(await FileProof.RunAsync(of.Exports, generation, file, cancellationToken));
        if (!row.IsKept) return findings;
        var sums = await Rows.OfAsync(ChangeTable.Table, ChangeExport.RowsAsync(of.Connection, generation, cancellationToken));
        if (sums.Rows != row.Changes) findings.Add(new(where, null, string.Create(CultureInfo.InvariantCulture, $"the feed has {sums.Rows} rows, mart.generation says {row.Changes}.")));
        if (file is not null && Rows.Of([file]) is { } manifest) findings.AddRange(new Rows(sums.Rows, sums.Of(ExportVariant.Analysis)).Against(manifest, ChangeTable.Table, where, "the feed"));
        return findings;
    }

    private sealed class ChangedGeneration
    {
        public int Generation { get; set; }

        public long Changes { get; set; }

        public bool IsKept { get; set; }
    }
}
