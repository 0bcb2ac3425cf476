using System.Diagnostics;
using System.Text;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The real program as a child process: what it says is kept, and it can be killed at a word of it.</summary>
internal sealed class EtlProcess : IDisposable
{
    private static readonly string Program = FindProgram();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private readonly Task read;

    private EtlProcess(Process process)
    {
        this.process = process;
        read = Task.WhenAll(ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, error));
    }

    public string Output => Text(output);

    public string Error => Text(error);

    public int Id => this.process.Id;

    /// <summary>All that it said.</summary>
    public string Said => Output + Error;

    public static EtlProcess Start(string connectionString, string data, string[] arguments, params (string Name, string Value)[] variables) => StartBy([], connectionString, data, arguments, variables);

    /// <summary>By another program, that is given it as its last arguments.</summary>
    public static EtlProcess StartBy(string[] starter, string connectionString, string data, string[] arguments, params (string Name, string Value)[] variables)
    {
        string[] all = [.. starter, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Program, .. arguments];
        var start = new ProcessStartInfo(all[0], all[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = data,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PERSONETL_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["PERSONETL_PG"] = connectionString;
        start.Environment["PERSONETL_DATA"] = data;
        // a process of a second gains nothing from watching its own code
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Waits until it has said this.</summary>
    public Task UntilSaidAsync(string text) => UntilAsync(said => said.Contains(text, StringComparison.Ordinal), text);

    /// <summary>Waits until what it said is enough.</summary>
    public async Task UntilAsync(Func<string, bool> isEnough, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!isEnough(Said))
        {
            if (this.process.HasExited && read.IsCompleted && !isEnough(Said)) throw new InvalidOperationException($"The program ended with {this.process.ExitCode} and never came to \"{what}\":\n{Said}");
            if (clock.Elapsed > Patience) throw new TimeoutException($"The program did not come to \"{what}\":\n{Said}");
            await Task.Delay(2);
        }
    }

    /// <summary>Kills it as a crash would: without a word.</summary>
    public async Task KillAsync()
    {
        this.process.Kill();
        await EndAsync();
    }

    /// <summary>Asks it to end, as <c>kill</c> does without a number.</summary>
    public Task TerminateAsync() => SignalAsync("-TERM");

    /// <summary>Makes it stand still, as a machine that is suspended does.</summary>
    public Task StopAsync() => SignalAsync("-STOP");

    public Task ContinueAsync() => SignalAsync("-CONT");

    /// <summary>Gives it its standard input, waits for its end, and returns its exit code.</summary>
    public async Task<int> EndAsync(string input = "")
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await this.process.StandardInput.WriteAsync(input);
            this.process.StandardInput.Close();
        }
        catch (IOException)
        {
            // it ended without reading
        }
        await this.process.WaitForExitAsync(limit.Token);
        await read;
        return this.process.ExitCode;
    }

    public void Dispose()
    {
        if (!this.process.HasExited) this.process.Kill();
        this.process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{this.process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>The program as it was built: beside the tests lies one that lacks what their framework brings.</summary>
    private static string FindProgram()
    {
        var tests = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = tests;
        while (!File.Exists(Path.Combine(root.FullName, "PersonEtl.sln"))) root = root.Parent ?? throw new DirectoryNotFoundException("The tests run outside the solution's folder.");
        return Path.Combine(root.FullName, "etl", "bin", tests.Parent!.Name, tests.Name, "personetl.dll");
    }

    private static string Text(StringBuilder text)
    {
        lock (text) return text.ToString();
    }

    private static async Task ReadAsync(StreamReader from, StringBuilder to)
    {
        var buffer = new char[4096];
        for (int count; (count = await from.ReadAsync(buffer)) > 0;)
        {
            lock (to) to.Append(buffer, 0, count);
        }
    }
}
