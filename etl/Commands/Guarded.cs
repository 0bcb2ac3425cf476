using PersonEtl.Etl.Run;

namespace PersonEtl.Etl.Commands;

/// <summary>Runs the body of a verb and turns what it throws into one plain message and an exit code.</summary>
internal static class Guarded
{
    public static Task<int> RunAsync(Func<CancellationToken, Task<int>> body, CancellationToken cancellationToken) => RunAsync(body, Console.Error, cancellationToken);

    /// <param name="error">Where the message goes; a stack trace follows it only when <c>PERSONETL_DEBUG</c> is 1.</param>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> body, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            return await body(cancellationToken);
        }
#pragma warning disable CA1031 // the last place that sees an exception: each becomes a message and a code
        catch (Exception e)
#pragma warning restore CA1031
        {
            var (code, message) = Explanation.Of(e);
            await error.WriteLineAsync(message);
            if (string.Equals(Environment.GetEnvironmentVariable("PERSONETL_DEBUG"), "1", StringComparison.Ordinal)) await error.WriteLineAsync(Mask.Numbers(e.ToString()));
            return code;
        }
    }
}
