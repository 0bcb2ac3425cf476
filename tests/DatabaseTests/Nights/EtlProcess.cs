using System.Diagnostics;
using System.Text;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The real program as a child process: what it says is kept, and it can be killed at a word of it.</summary>
internal sealed class EtlProcess : IDisposable
{
    private static readonly string Program = FindProgram();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Task _read;

    private EtlProcess(Process process)
    {
        _process = process;
        _read = Task.WhenAll(ReadAsync(process.StandardOutput, _output), ReadAsync(process.StandardError, _error));
    }

    public string Output => Text(_output);

    public string Error => Text(_error);

    /// <summary>All that it said.</summary>
    public string Said => Output + Error;

    public static EtlProcess Start(string connectionString, string data, string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Program, .. arguments])
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
    public async Task UntilSaidAsync(string text)
    {
        var clock = Stopwatch.StartNew();
        while (!Said.Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited && _read.IsCompleted && !Said.Contains(text, StringComparison.Ordinal)) throw new InvalidOperationException($"The program ended with {_process.ExitCode} and never said \"{text}\":\n{Said}");
            if (clock.Elapsed > Patience) throw new TimeoutException($"The program did not say \"{text}\":\n{Said}");
            await Task.Delay(2);
        }
    }

    /// <summary>Kills it as a crash would: without a word.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>Asks it to end, as <c>kill</c> does without a number.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Gives it its standard input, waits for its end, and returns its exit code.</summary>
    public async Task<int> EndAsync(string input = "")
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _process.StandardInput.WriteAsync(input);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // it ended without reading
        }
        await _process.WaitForExitAsync(limit.Token);
        await _read;
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
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
