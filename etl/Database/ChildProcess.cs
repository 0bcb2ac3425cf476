using System.ComponentModel;
using System.Diagnostics;

namespace PersonEtl.Etl.Database;

/// <summary>Runs another program to its end, with its output captured and nothing passed through a shell.</summary>
internal static class ChildProcess
{
    /// <summary>Runs the program and answers with whatever it returned.</summary>
    /// <exception cref="ChildProcessException">It could not be started or took longer than it may.</exception>
    public static async Task<ChildOutput> RunAsync(string file, IReadOnlyList<string> arguments, ChildOptions options, CancellationToken cancellationToken)
    {
        using var child = Start(file, arguments, options);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        try
        {
            await FeedAsync(child, options.Input, limit.Token);
            var output = child.StandardOutput.ReadToEndAsync(limit.Token);
            var error = child.StandardError.ReadToEndAsync(limit.Token);
            await child.WaitForExitAsync(limit.Token);
            return new(child.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            if (!child.HasExited) child.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new ChildProcessException($"{Path.GetFileName(file)} was stopped: it took longer than {options.Timeout.TotalSeconds:0} s.");
        }
    }

    /// <summary>Runs the program and insists on exit code 0.</summary>
    /// <exception cref="ChildProcessException">It could not be started, took too long, or returned another code.</exception>
    public static async Task<ChildOutput> RunCheckedAsync(string file, IReadOnlyList<string> arguments, ChildOptions options, CancellationToken cancellationToken)
    {
        var result = await RunAsync(file, arguments, options, cancellationToken);
        return result.Succeeded ? result : throw new ChildProcessException($"{Path.GetFileName(file)} ended with code {result.ExitCode}: {result.LastLines()}");
    }

    private static async Task FeedAsync(Process child, string input, CancellationToken cancellationToken)
    {
        try
        {
            await child.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            child.StandardInput.Close();
        }
        catch (IOException)
        {
            // it ended, or closed its input, without reading
        }
    }

    private static Process Start(string file, IReadOnlyList<string> arguments, ChildOptions options)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = options.WorkingFolder ?? (OperatingSystem.IsWindows() ? "" : "/"),
        };
        // variables such as PGDATA or PGPORT of the caller's shell would steer the server's own programs
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("PG", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        if (options.User is { } user)
        {
            start.UserName = user.Name;
            start.Environment["HOME"] = "/";
        }
        foreach (var (name, value) in options.Environment) start.Environment[name] = value;
        try
        {
            return Process.Start(start) ?? throw new ChildProcessException($"{file} could not be started.");
        }
        catch (Win32Exception e)
        {
            throw new ChildProcessException($"{file} could not be started: {e.Message}", e);
        }
    }
}
