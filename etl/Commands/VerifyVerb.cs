using System.CommandLine;
using System.Text.Json;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Verify;
using PersonEtl.Etl.Verify.Rebuild;

namespace PersonEtl.Etl.Commands;

/// <summary><c>verify</c>: proves that what is served is what it says, and names what is not.</summary>
internal static class VerifyVerb
{
    public static Command Build()
    {
        var json = VerbJson.Option();
        var landing = LandingOption.Build();
        var rebuild = new Option<bool>("--rebuild") { Description = "Build a second mart from nothing on the deliveries of the served generation, in a database of its own on the same server, and compare every row." };
        var command = new Command("verify", "Prove that the served generation is what it says: files, tables, hashes, counts, checks, changes. What differs is named.") { json, rebuild, landing };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(json), parsed.GetValue(rebuild), parsed.GetValue(landing), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool json, bool rebuild, string? landing, CancellationToken cancellationToken)
    {
        var folders = Folders.FromEnvironment();
        await using var dataSource = await MartDatabase.OpenAsync(folders, Console.Error.WriteLine, cancellationToken);
        var results = new List<(IProof Proof, ProofResult Result)>();
        var options = RunOptions.FromEnvironment(folders) with { Landing = LandingOption.FolderOf(landing) };
        IProof[] more = rebuild ? [new RebuildProof(folders, options, TimeProvider.System, dataSource.ConnectionString)] : [];
        var verification = new Verification(dataSource, new ExportFolder(folders.Exports), new PersonKeys(PersonKeyFile.Find(folders)?.Key ?? []), more);
        var served = await verification.RunAsync(
            (proof, result) =>
            {
                results.Add((proof, result));
                if (!json) Tell(result);
            },
            cancellationToken);
        if (served is null)
        {
            await Console.Error.WriteLineAsync("Nothing is served yet: no night has been published.");
            return ExitCode.NotFound;
        }
        if (json) Console.WriteLine(JsonSerializer.Serialize(new { served.Generation, served.ExportGeneration, Proofs = results.Select(r => Shown(r.Proof, r.Result)) }, VerbJson.Options));
        return ExitOf([.. results.Select(r => r.Result)]);
    }

    /// <summary>What differs counts for more than what isn't there.</summary>
    public static int ExitOf(IReadOnlyList<ProofResult> results)
        => results.Any(r => r.Findings.Count > 0) ? ExitCode.CheckFailed : results.Any(r => r.NothingToProve) ? ExitCode.NotFound : ExitCode.Done;

    private static object Shown(IProof proof, ProofResult result) => new
    {
        proof.Name,
        Outcome = result.Findings.Count > 0 ? "differs" : result.NothingToProve ? "missing" : "proven",
        result.Said,
        result.Findings,
    };

    private static void Tell(ProofResult result)
    {
        var outcome = result.Findings.Count > 0 ? $"{result.Findings.Count} differences" : result.NothingToProve ? "nothing to prove" : "proven";
        Console.WriteLine($"{outcome}: {result.Said}");
        foreach (var finding in result.Findings) Console.WriteLine($"  {finding}");
    }
}
