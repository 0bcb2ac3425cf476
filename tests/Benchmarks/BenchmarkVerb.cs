using System.CommandLine;

namespace PersonEtl.Benchmarks;

/// <summary>The program's command line: which benchmarks, on how large a world, in how many rounds.</summary>
internal static class BenchmarkVerb
{
    private static readonly string[] Names = ["freg", "enrich", "rows", "matrikkel", "look-up", "krr", "copy", "parquet"];

    public static RootCommand Build()
    {
        var names = new Argument<string[]>("name") { Description = "What to measure. Default: all of it.", Arity = ArgumentArity.ZeroOrMore };
        names.AcceptOnlyFromAmong(Names);
        var persons = new Option<int>("--persons", "-n") { Description = "Persons in the world that is read.", DefaultValueFactory = _ => 20_000 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds that are measured.", DefaultValueFactory = _ => 5 };
        var json = new Option<bool>("--json") { Description = "Print the results as JSON." };
        var verb = new RootCommand("Measures the hot paths of PersonEtl against a limit or a peer, in turns within one run.") { names, persons, rounds, json };
        verb.SetAction((parse, cancellationToken) => RunAsync(parse.GetValue(names) ?? [], parse.GetValue(persons), Math.Max(1, parse.GetValue(rounds)), parse.GetValue(json), cancellationToken));
        return verb;
    }

    private static async Task<int> RunAsync(string[] names, int persons, int rounds, bool asJson, CancellationToken cancellationToken)
    {
        await using var world = await BenchmarkWorld.MakeAsync(persons, cancellationToken);
        await using var database = new BenchmarkDatabase(world);
        var results = new List<Result>();
        foreach (var name in names.Length == 0 ? Names : names.Distinct(StringComparer.Ordinal))
        {
            var benchmarks = name switch
            {
                "freg" => FregBenchmarks.Of(world).ToAsyncEnumerable(),
                "enrich" => EnrichBenchmarks.OfAsync(world, cancellationToken),
                "rows" => RowBenchmarks.OfAsync(world, cancellationToken),
                "matrikkel" => MatrikkelBenchmarks.Of(world).ToAsyncEnumerable(),
                "look-up" => LookUpBenchmarks.OfAsync(world, cancellationToken),
                "krr" => KrrBenchmarks.Of(world).ToAsyncEnumerable(),
                "copy" => CopyBenchmarks.OfAsync(world, database, cancellationToken),
                _ => ParquetBenchmarks.OfAsync(world, cancellationToken),
            };
            results.AddRange(await Rounds.MeasureAsync(await benchmarks.ToListAsync(cancellationToken), rounds, cancellationToken));
        }
        Report.Print(results, asJson, Console.Out);
        return 0;
    }
}
