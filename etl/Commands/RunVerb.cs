using System.CommandLine;
using System.Text.Json;
using Npgsql;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;
using Spectre.Console;

namespace PersonEtl.Etl.Commands;

/// <summary><c>run</c>: one night, safe to repeat.</summary>
internal static class RunVerb
{
    public static Command Build()
    {
        var landing = LandingOption.Build();
        var asOf = DayOption.Build("--as-of", "The Norwegian date that current addresses are resolved at. Default: the latest as-of date among the deliveries.");
        var night = new NightOptions();
        var reason = new Option<string?>("--override") { Description = "Why the night may publish although match rates fell or guarantees are broken. Kept with the run in ops.run; checks of sql/checks can't be overridden." };
        reason.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string?>())) result.AddError("--override: expected a reason in words, found none.");
        });
        var small = new Option<bool>("--small") { Description = "Publish only the persons of deltas of FREG and KRR that are new, in seconds, with the as-of date and the small registers of the last night. What is new otherwise waits for the night; where the deltas need a full pass, it is done." };
        small.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<bool>() && result.GetResult(asOf) is { Implicit: false }) result.AddError("--small: expected no --as-of beside it, for a small pass has the last night's.");
        });
        var json = new Option<bool>("--json") { Description = "Print one JSON object at the end, for scripts; progress goes to standard error." };
        var command = new Command("run", "Do one night: newest full deliveries in, one generation out. A run that fails leaves the last one served.") { landing, asOf, small, reason, night.Fetch, night.MaxAge, json };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(
            ct =>
            {
                var folders = Folders.FromEnvironment();
                var options = night.Of(parsed, folders) with { Landing = LandingOption.FolderOf(parsed.GetValue(landing)), AsOf = parsed.GetValue(asOf), Override = parsed.GetValue(reason) };
                return RunAsync(folders, options, parsed.GetValue(small), parsed.GetValue(json), ct);
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Folders folders, RunOptions options, bool small, bool json, CancellationToken cancellationToken)
    {
        var console = json ? RunConsole.Open(Console.Error, !Console.IsErrorRedirected) : RunConsole.Open(Console.Out, !Console.IsOutputRedirected);
        var notices = Notices.FromEnvironment(folders, TimeProvider.System, Console.Error.WriteLine);
        await using var dataSource = await OpenAsync(folders, console, notices, cancellationToken);
        var result = await PassRun.RunAsync(small, dataSource, folders, options, TimeProvider.System, new(console), notices, cancellationToken);
        if (json) Console.WriteLine(JsonSerializer.Serialize(result, VerbJson.Options));
        else if (result.Told is null) console.WriteLine(result.Published ? $"Generation {result.Generation} is served, as of {result.AsOf:yyyy-MM-dd}." : $"Nothing differs from generation {result.Generation}; it stays served.");
        return ExitCode.Done;
    }

    private static async Task<NpgsqlDataSource> OpenAsync(Folders folders, IAnsiConsole console, Notices notices, CancellationToken cancellationToken)
    {
        try
        {
            return await MartDatabase.OpenAsync(folders, console.WriteLine, cancellationToken);
        }
        catch (Exception e)
        {
            await notices.FailedAsync(dataSource: null, e, step: null);
            throw;
        }
    }
}
