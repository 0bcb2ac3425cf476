using System.CommandLine;
using System.Text.Json;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Verify;

namespace PersonEtl.Etl.Commands;

/// <summary><c>verify</c>: proves that what is served is what it says, and names what is not.</summary>
internal static class VerifyVerb
{
    public static Command Build()
    {
        var json = VerbJson.Option();
        var command = new Command("verify", "Prove that each Parquet file of the served generation equals its manifest and its table. What differs is named.") { json };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool json, CancellationToken cancellationToken)
    {
        var folders = Folders.FromEnvironment();
        await using var dataSource = await MartDatabase.OpenAsync(folders, Console.Error.WriteLine, cancellationToken);
        var results = new List<(IProof Proof, ProofResult Result)>();
        var verification = new Verification(dataSource, new ExportFolder(folders.Exports));
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
