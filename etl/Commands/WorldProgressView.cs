using PersonEtl.Etl.World;
using Spectre.Console;

namespace PersonEtl.Etl.Commands;

/// <summary>Shows how a world grows: bars on a terminal, one plain line a step without one.</summary>
internal static class WorldProgressView
{
    public static async Task<WorldResult> ShowAsync(Func<IProgress<WorldProgress>, Task<WorldResult>> write)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected) return await write(new Each(Line()));
        WorldResult? result = null;
        await AnsiConsole.Progress().StartAsync(async context =>
        {
            var tasks = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
            result = await write(new Each(report =>
            {
                if (!tasks.TryGetValue(report.Step, out var task)) tasks[report.Step] = task = context.AddTask(report.Step, maxValue: report.Total);
                task.Value = report.Done;
            }));
        });
        return result!;
    }

    private static Action<WorldProgress> Line() => report =>
    {
        if (report.Done == report.Total) Console.WriteLine(FormattableString.Invariant($"{report.Step}: {report.Total:N0}"));
    };

    /// <summary>Reports at once and in order, which <see cref="Progress{T}"/> doesn't promise.</summary>
    private sealed class Each(Action<WorldProgress> show) : IProgress<WorldProgress>
    {
        public void Report(WorldProgress value) => show(value);
    }
}
