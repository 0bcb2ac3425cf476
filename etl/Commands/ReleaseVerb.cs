using System.CommandLine;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;

namespace PersonEtl.Etl.Commands;

/// <summary><c>release</c>: lets nights publish again after a rollback.</summary>
internal static class ReleaseVerb
{
    public static Command Build()
    {
        var command = new Command("release", "Let nights publish again after a rollback.");
        command.SetAction((_, cancellationToken) => Guarded.RunAsync(RunAsync, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var dataSource = await MartDatabase.OpenAsync(Folders.FromEnvironment(), Console.Error.WriteLine, cancellationToken);
        var held = await Hold.ReleaseAsync(dataSource, cancellationToken);
        Console.WriteLine(held is { } generation ? $"Nights publish again; they were held since generation {generation}. `run` publishes what the deliveries say now." : "Nights were not held.");
        return ExitCode.Done;
    }
}
