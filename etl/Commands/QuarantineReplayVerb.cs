using System.CommandLine;
using System.Text.Json;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Commands;

/// <summary><c>quarantine replay</c>: brings mended records in, so that the next night reads them in place of the broken ones.</summary>
internal static class QuarantineReplayVerb
{
    private const string StandardInput = "-";

    public static Command Build()
    {
        var source = SourceOption.Build("freg, krr or matrikkel.");
        var delivery = new Option<string?>("--delivery") { HelpName = "name", Description = "The delivery that they lie in, as quarantine list names it; without it, it is looked for by their numbers." };
        var landing = LandingOption.Build();
        var json = new Option<bool>("--json") { Description = "Print the manifest as JSON." };
        var files = new Argument<string[]>("file") { Arity = ArgumentArity.OneOrMore, Description = "The mended records, in the source's own form; - reads them from standard input." };
        var command = new Command("replay", "Deliver mended records behind the delivery in which the broken ones lie: the next night reads them in their place.") { source, delivery, landing, json, files };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(source), parsed.GetValue(delivery), parsed.GetValue(landing), parsed.GetValue(json), parsed.GetValue(files)!, ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(SourceName source, string? into, string? folder, bool json, string[] files, CancellationToken cancellationToken)
    {
        var landing = new Landing(LandingOption.FolderOf(folder));
        var input = Path.Combine(landing.Folder, LandingSweep.InputPrefix + Guid.NewGuid().ToString("N"));
        try
        {
            if (files.Contains(StandardInput, StringComparer.Ordinal)) await KeepInputAsync(input, cancellationToken);
            var (delivery, records) = await Replay.RunAsync(landing, source, into, [.. files.Select(f => f == StandardInput ? input : f)], cancellationToken);
            if (json) Console.WriteLine(JsonSerializer.Serialize(delivery.Manifest, Landing.Json));
            else Console.WriteLine($"Delivered {source.Text()}/{delivery.Name}: {records} mended records behind the others of the delivery. The next night reads them; `run` does it now.");
            return ExitCode.Done;
        }
        finally
        {
            // without a landing folder deleting would throw, in place of what is wrong
            if (File.Exists(input)) File.Delete(input);
        }
    }

    /// <summary>Standard input as a file that only its owner may read, for it is read twice.</summary>
    private static async Task KeepInputAsync(string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var input = Console.OpenStandardInput();
        await using var file = new FileStream(path, options);
        await input.CopyToAsync(file, cancellationToken);
    }
}
