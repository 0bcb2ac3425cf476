using System.CommandLine;
using System.Text.Json;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;

namespace PersonEtl.Etl.Commands;

/// <summary><c>down</c>: stops the PostgreSQL that was started from this data folder; its data stay.</summary>
internal static class DownVerb
{
    public static Command Build()
    {
        var json = VerbJson.Option();
        var command = new Command("down", "Stop the PostgreSQL that was started here. Data stay; a server of PERSONETL_PG is left alone.") { json };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool json, CancellationToken cancellationToken)
    {
        var stopped = await new PostgresServer(Folders.FromEnvironment(), Console.Error.WriteLine).StopAsync(cancellationToken);
        if (json) Console.WriteLine(JsonSerializer.Serialize(new { stopped }));
        else Console.WriteLine(stopped ? "PostgreSQL is stopped; its data stay." : "No PostgreSQL of this data folder was running.");
        return ExitCode.Done;
    }
}
