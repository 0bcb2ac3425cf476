using System.CommandLine;
using System.Text.Json;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;
using Spectre.Console;

namespace PersonEtl.Etl.Commands;

/// <summary><c>rollback</c>: publishes an earlier generation's state anew, and holds the nights.</summary>
internal static class RollbackVerb
{
    public static Command Build()
    {
        var generation = new Argument<int>("generation") { Description = "The generation to go back to, as `generations` lists them." };
        var reason = new Option<string>("--reason") { Required = true, Description = "Why, in words; every night says it until `release`." };
        reason.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string?>())) result.AddError("--reason: expected a reason in words, found none.");
        });
        var json = VerbJson.Option();
        var command = new Command("rollback", "Publish the state of an earlier generation as a new one. Persons hidden since stay hidden. Nights publish nothing until `release`.") { generation, reason, json };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(generation), parsed.GetValue(reason)!, parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int generation, string reason, bool json, CancellationToken cancellationToken)
    {
        var folders = Folders.FromEnvironment();
        var console = json ? RunConsole.Open(Console.Error, !Console.IsErrorRedirected) : RunConsole.Open(Console.Out, !Console.IsOutputRedirected);
        await using var dataSource = await MartDatabase.OpenAsync(folders, text => console.WriteLine(text), cancellationToken);
        var result = await new Rollback(dataSource, folders, RunOptions.FromEnvironment(folders), TimeProvider.System, new(console)).RunAsync(generation, reason, cancellationToken);
        if (json) Console.WriteLine(JsonSerializer.Serialize(result, VerbJson.Options));
        else Tell(result, text => console.WriteLine(text));
        return ExitCode.Done;
    }

    private static void Tell(RollbackResult result, Action<string> tell)
    {
        tell($"Generation {result.Generation} is served: the state of generation {result.RestoredGeneration}, as of {result.AsOf:yyyy-MM-dd}. {result.Persons} persons were taken back{(result.LeftPersons > 0 ? $", {result.LeftPersons} who were hidden or erased since, or are one with them, were left as they are" : "")}.");
        tell(result.ExportGeneration is { } export ? $"Its Parquet files are those of generation {export}." : "It has no whole export: that of then is gone, or shows somebody who was hidden since. The first night after `release` writes one.");
        tell("Nights publish nothing now but what protects persons; `release` lets them publish again.");
    }
}
