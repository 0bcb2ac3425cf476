using System.Runtime.CompilerServices;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Run;

namespace PersonEtl.Benchmarks;

/// <summary>Exporting the person table, both variants, against Parquet.Net alone writing the same columns from arrays that lie ready; and what proving files costs.</summary>
internal static class ParquetBenchmarks
{
    public static async IAsyncEnumerable<Benchmark> OfAsync(BenchmarkWorld world, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pass = await PersonPass.MakeAsync(world, cancellationToken);
        var batches = pass.Batches();
        var folder = Path.Combine(world.Folder, "parquet");
        var columns = BareParquet.ColumnsOf(PersonTables.Person, [.. batches.Select(b => b.Columns(0))]);
        yield return new("parquet", "Parquet.Net, arrays that lie ready (limit)", world.Persons, "persons", ExportAsync, () => BareParquet.WriteAsync(folder, columns))
        {
            Reset = () =>
            {
                if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
                Directory.CreateDirectory(folder);
                return Task.CompletedTask;
            },
        };

        var (rows, sums, folded) = (RowGroups(batches), new ColumnSums[PersonFeed.All.Count], 0UL);
        foreach (var feed in rows.Keys) sums[feed] = new(PersonFeed.All[feed].Table);
        yield return new("column hashes of all tables", "reading the same values and adding them up (limit)", world.Persons, "persons",
            Benchmark.Pass(() =>
            {
                foreach (var (feed, group) in rows) sums[feed].Add(group);
            }),
            Benchmark.Pass(() =>
            {
                foreach (var (feed, group) in rows) folded += Fold(group, PersonFeed.All[feed].Table.Descriptions.Count);
            }));

        async Task ExportAsync()
        {
            using var oneAtATime = new SemaphoreSlim(1);
            await using var export = new TableExport(PersonTables.Person, folder, new(), oneAtATime, new());
            foreach (var batch in batches) await export.AppendAsync(batch.Columns(0), batch.EndOfPerson(0), CancellationToken.None);
            await export.CompleteAsync(CancellationToken.None);
        }
    }

    /// <summary>Every public table's rows as one row group, by the feed's place.</summary>
    private static SortedDictionary<int, ColumnRows> RowGroups(IReadOnlyList<PersonBatch> batches)
    {
        var groups = new SortedDictionary<int, ColumnRows>();
        for (var feed = 0; feed < PersonFeed.All.Count; feed++)
        {
            if (!PersonFeed.All[feed].IsPublic) continue;
            groups[feed] = new(PersonFeed.All[feed].Table, withDictionaries: true);
            foreach (var batch in batches) groups[feed].Append(batch.Columns(feed), 0, batch.Columns(feed).Rows);
        }
        return groups;
    }

    private static ulong Fold(ColumnRows rows, int columns)
    {
        var sum = 0UL;
        for (var column = 0; column < columns; column++)
        {
            var values = rows[column];
            for (var row = 0; row < values.Count; row++) sum += values.IsPresent(row) ? values.Counted(row) : 0;
        }
        return sum;
    }
}
