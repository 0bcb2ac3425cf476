using System.Runtime.CompilerServices;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Benchmarks;

/// <summary>Exporting the person table, both variants, against Parquet.Net alone writing the same columns from arrays that lie ready.</summary>
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

        async Task ExportAsync()
        {
            using var oneAtATime = new SemaphoreSlim(1);
            await using var export = new TableExport(PersonTables.Person, folder, new(), oneAtATime, new());
            foreach (var batch in batches) await export.AppendAsync(batch.Columns(0), batch.EndOfPerson(0), CancellationToken.None);
            await export.CompleteAsync(CancellationToken.None);
        }
    }
}
