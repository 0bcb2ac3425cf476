using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Commands;

/// <summary><c>quarantine list</c>: the records a run could not read, by what is wrong with them, with first places and how to mend them.</summary>
internal static class QuarantineListVerb
{
    private const string Latest = "select run_id from ops.run order by started_at desc limit 1";
    private const string Known = "select run_id from ops.run where run_id = @run";
    private const string Kinds = """
        select source, code, json_path, records, delivery, file, line, byte_offset
        from (
            select *, count(*) over kind as records, row_number() over (kind order by delivery, file, byte_offset) as place
            from ops.quarantine
            where run_id = @run
            window kind as (partition by source, code, json_path)
        ) places
        where place <= 3
        order by records desc, source, code, json_path, place
        """;
    private const string Totals = "select step as source, quarantined from ops.account where run_id = @run and quarantined > 0 and step = any (@sources) order by step";

    public static Command Build()
    {
        var run = new Option<Guid?>("--run") { Description = "The run, as `status` and ops.run name it. Default: the last one." };
        var json = VerbJson.Option();
        var command = new Command("list", "Show the records a run could not read, by what is wrong with them, where, and how to mend them.") { run, json };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(run), parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Guid? run, bool json, CancellationToken cancellationToken)
    {
        await using var dataSource = await MartDatabase.OpenAsync(Folders.FromEnvironment(), Console.Error.WriteLine, cancellationToken);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var found = await connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(run is null ? Latest : Known, new { run }, cancellationToken: cancellationToken));
        if (found is null)
        {
            await Console.Error.WriteLineAsync(run is null ? "No run has been made yet." : "No such run.");
            return ExitCode.NotFound;
        }
        var of = new { run = found, sources = SourceNames.All.Select(s => s.Text()).ToArray() };
        var kinds = (await connection.QueryAsync<Row>(new CommandDefinition(Kinds, of, cancellationToken: cancellationToken))).GroupBy(r => (r.Source, r.Code, r.JsonPath)).ToList();
        var totals = (await connection.QueryAsync<(string Source, long Quarantined)>(new CommandDefinition(Totals, of, cancellationToken: cancellationToken))).ToDictionary(StringComparer.Ordinal);
        if (json) Console.WriteLine(JsonSerializer.Serialize(new { run = found, quarantined = totals, kinds = kinds.Select(Shown) }, VerbJson.Options));
        else Show(totals, kinds);
        return ExitCode.Done;
    }

    private static object Shown(IGrouping<(string Source, string Code, string? JsonPath), Row> kind) => new
    {
        kind.Key.Source,
        kind.Key.Code,
        kind.Key.JsonPath,
        kind.First().Records,
        First = kind.Select(r => new { r.Delivery, r.File, r.Line, r.ByteOffset }),
        Mend = Mending.Sentences.GetValueOrDefault(kind.Key.Code),
    };

    private static void Show(Dictionary<string, long> totals, List<IGrouping<(string Source, string Code, string? JsonPath), Row>> kinds)
    {
        Console.WriteLine(totals.Count == 0 ? "The run read every record." : $"Not read: {string.Join(", ", totals.Select(t => Text($"{t.Value:N0} of {t.Key}")))}.");
        foreach (var kind in kinds)
        {
            Console.WriteLine();
            Console.WriteLine(Text($"{kind.First().Records:N0} of {kind.Key.Source}: {kind.Key.Code}{(kind.Key.JsonPath is { } path ? $" at {path}" : "")}"));
            foreach (var place in kind) Console.WriteLine(Text($"  {place.Delivery}/{place.File}, line {place.Line}, byte {place.ByteOffset}"));
            Console.WriteLine("  " + Mending.Sentences.GetValueOrDefault(kind.Key.Code, "This code is of another version of the program."));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class Row
    {
        public string Source { get; set; } = "";
        public string Code { get; set; } = "";
        public string? JsonPath { get; set; }
        public long Records { get; set; }
        public string Delivery { get; set; } = "";
        public string File { get; set; } = "";
        public long Line { get; set; }
        public long ByteOffset { get; set; }
    }
}
