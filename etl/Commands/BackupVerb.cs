using System.CommandLine;
using System.Text.Json;
using PersonEtl.Etl.Backups;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;

namespace PersonEtl.Etl.Commands;

/// <summary><c>backup</c>: what no delivery can rebuild, as a new folder.</summary>
internal static class BackupVerb
{
    public static Command Build()
    {
        var folder = FolderArgument.Build("A folder that is not there yet.");
        var json = VerbJson.Option();
        var command = new Command("backup", "Write what no delivery can rebuild into a new folder: the number register, erasures, aliases, the log of readings, and the keys. It is as secret as the mart.") { folder, json };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(folder)!, parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, bool json, CancellationToken cancellationToken)
    {
        var folders = Folders.FromEnvironment();
        await using var dataSource = await MartDatabase.OpenAsync(folders, Console.Error.WriteLine, cancellationToken);
        var manifest = await new BackupWriting(dataSource, folders, TimeProvider.System).WriteAsync(folder, cancellationToken);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(manifest, VerbJson.Options));
            return ExitCode.Done;
        }
        Console.WriteLine($"Backed up, as of generation {manifest.Generation}:");
        foreach (var table in manifest.Tables) Console.WriteLine($"  {table.Table}  {table.Rows} rows");
        foreach (var key in manifest.Keys) Console.WriteLine($"  keys/{key.Name}");
        if (manifest.PersonKey == PersonKeyFile.Variable) Console.WriteLine($"The person key is not in it: {PersonKeyFile.Variable} holds it. Keep it elsewhere.");
        return ExitCode.Done;
    }
}
