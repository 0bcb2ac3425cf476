using System.CommandLine;
using System.Text;
using System.Text.Json;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Commands;

/// <summary><c>erase</c>: persons who are never published again, by their numbers on standard input.</summary>
internal static class EraseVerb
{
    public static Command Build()
    {
        var rehearsal = new Option<bool>("--dry-run") { Description = "Only count what would be erased." };
        var json = VerbJson.Option();
        var command = new Command("erase", "Never publish these persons again: reads their numbers from standard input, one a line. What is published of them goes at once.") { rehearsal, json };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(rehearsal), parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool rehearsal, bool json, CancellationToken cancellationToken)
    {
        var lines = await ReadAsync(Console.In, cancellationToken);
        var folders = Folders.FromEnvironment();
        await using var dataSource = await MartDatabase.OpenAsync(folders, Console.Error.WriteLine, cancellationToken);
        var erasing = new Erasing(dataSource, new(folders.Exports), RunOptions.FromEnvironment(folders).Lease, TimeProvider.System);
        var result = await (rehearsal ? erasing.RehearseAsync([.. lines.Keys], cancellationToken) : erasing.RunAsync([.. lines.Keys], cancellationToken));
        var unknown = result.Unknown.Select(n => lines[n]).Order().ToList();
        if (json) Console.WriteLine(JsonSerializer.Serialize(new { DryRun = rehearsal, result.Persons, Numbers = result.Erased, ErasedBefore = result.Before, result.Since, UnknownLines = unknown, result.Generation, result.Withdrawn, result.Left, result.Proof }, VerbJson.Options));
        else Tell(result, rehearsal);
        if (unknown.Count > 0) await Console.Error.WriteLineAsync($"Nothing is known of the number in line {string.Join(", ", unknown)}; nothing was kept of it.");
        if (result.Left is { } left) await Console.Error.WriteLineAsync($"They are erased, but not all was done with files of exports; nobody is given those of before any more, and the next run goes on with it. {left}");
        return result.Left is not null ? ExitCode.Broken : unknown.Count > 0 ? ExitCode.NotFound : ExitCode.Done;
    }

    private static void Tell(ErasingResult result, bool rehearsal)
    {
        Console.WriteLine($"{result.Persons} persons {(rehearsal ? "would be" : "are")} erased, with {result.Erased} numbers; {result.Before} of the given numbers were erased before.");
        if (rehearsal) return;
        if (result.Generation is { } generation) Console.WriteLine($"Generation {generation} is served, without them. Withdrawn exports: {(result.Withdrawn.Count > 0 ? string.Join(", ", result.Withdrawn) : "none")}.");
        if (result.Proof is { } proof)
        {
            Console.WriteLine($"Proof: {proof.Tables} tables looked through, {proof.Rows} rows of theirs found.");
            Console.WriteLine($"The API had answered about them {proof.Readings} times{(proof.Clients.Count > 0 ? $", to {string.Join(", ", proof.Clients)}" : "")}. Who downloaded an export isn't written down here: tell everyone who may.");
        }
        Console.WriteLine("Out of reach: backups and archived WAL of before (take another backup now), replicas until they caught up, the register's documents in the landing folder, which go with its next full deliveries.");
    }

    /// <summary>The numbers, each with the line it first stands in.</summary>
    private static async Task<IReadOnlyDictionary<string, int>> ReadAsync(TextReader input, CancellationToken cancellationToken)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var line = 1; await input.ReadLineAsync(cancellationToken) is { } text; line++)
        {
            var number = text.Trim();
            if (number.Length == 0) continue;
            if (!PersonNumber.TryPack(Encoding.UTF8.GetBytes(number), out _)) throw new BadInputException("bad-number", $"Standard input, line {line}: expected eleven digits, found something else. Nothing was erased.");
            lines.TryAdd(number, line);
        }
        return lines.Count > 0 ? lines : throw new BadInputException("bad-number", "Standard input: expected numbers, one a line, found none. Nothing was erased.");
    }
}
