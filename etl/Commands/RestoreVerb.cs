using System.CommandLine;
using System.Text.Json;
using PersonEtl.Etl.Backups;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;

namespace PersonEtl.Etl.Commands;

/// <summary><c>restore</c>: puts a backup into an installation that has published nothing.</summary>
internal static class RestoreVerb
{
    public static Command Build()
    {
        var folder = FolderArgument.Build("The backup.");
        var last = new Option<int?>("--last-generation") { Description = "The last generation that was served before the loss, when it is later than the backup's: generations are counted from there on." };
        var json = VerbJson.Option();
        var command = new Command("restore", "Put a backup into an installation that has published nothing. The next run rebuilds the mart from the deliveries, with the ids of before.") { folder, last, json };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(folder)!, parsed.GetValue(last), parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, int? last, bool json, CancellationToken cancellationToken)
    {
        var folders = Folders.FromEnvironment();
        await using var dataSource = await MartDatabase.OpenAsync(folders, Console.Error.WriteLine, cancellationToken);
        var manifest = await new Restoration(dataSource, folders).RunAsync(folder, last, cancellationToken);
        if (json) Console.WriteLine(JsonSerializer.Serialize(manifest, VerbJson.Options));
        else Console.WriteLine($"The backup of {manifest.TakenAt.UtcDateTime:yyyy-MM-dd HH:mm}Z is restored, as of generation {manifest.Generation}. `run` rebuilds the mart from the deliveries.");
        return ExitCode.Done;
    }
}
