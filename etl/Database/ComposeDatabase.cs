using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace PersonEtl.Etl.Database;

/// <summary>
/// The service <c>db</c> of the solution's compose file. Account, password and database are asked of the container, so this
/// follows whatever the file says; where the file wants <c>PERSONETL_DB_PASSWORD</c> and nobody set it, one is made and kept.
/// </summary>
/// <param name="folder">Where the made password and the mark that it runs are kept.</param>
/// <param name="file">The compose file, or null where there is none.</param>
internal sealed class ComposeDatabase(string folder, string searchPath, string? file)
{
    private const string Service = "db";

    private string Marker => Path.Combine(folder, "compose");

    /// <summary>The compose file beside the solution, or null.</summary>
    public static string? FileOfSolution()
    {
        foreach (var start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (var parent = new DirectoryInfo(start); parent is not null; parent = parent.Parent)
            {
                var file = Path.Combine(parent.FullName, "docker-compose.yml");
                if (File.Exists(file) && File.Exists(Path.Combine(parent.FullName, "PersonEtl.sln"))) return file;
            }
        }
        return null;
    }

    /// <summary>Starts the service and waits for its health; null with the reason when there is no engine or no file.</summary>
    public async Task<(NpgsqlConnectionStringBuilder? Connection, string Reason)> StartAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        if (ProgramOnPath.Find("docker", searchPath) is not { } docker) return (null, "docker is not on PATH");
        if (file is null) return (null, "no compose file beside the solution");
        try
        {
            var engine = await ChildProcess.RunAsync(docker, ["info"], new ChildOptions { Timeout = TimeSpan.FromSeconds(20) }, cancellationToken);
            if (!engine.Succeeded) return (null, $"no docker engine answers: {engine.LastLines(1)}");
            progress($"Starting service {Service} of {file} through docker.");
            await ComposeAsync(docker, file, ["up", "-d", Service, "--wait"], cancellationToken);
            await File.WriteAllTextAsync(Marker, file + "\n", cancellationToken);
            var place = (await ComposeAsync(docker, file, ["port", Service, "5432"], cancellationToken)).Output.Trim();
            var said = await ComposeAsync(docker, file, ["exec", "-T", Service, "sh", "-c",
                "printf '%s\\n' \"${POSTGRES_USER:-postgres}\" \"${POSTGRES_DB:-}\" \"${POSTGRES_PASSWORD:-$(cat \"$POSTGRES_PASSWORD_FILE\")}\""], cancellationToken);
            return (Connection(place, said.Output.Split('\n')), "");
        }
        catch (ChildProcessException e)
        {
            return (null, e.Message);
        }
    }

    /// <summary>Stops the service if it was started from here; false when it wasn't.</summary>
    /// <exception cref="NoDatabaseException">Docker refused.</exception>
    public async Task<bool> StopAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Marker) || ProgramOnPath.Find("docker", searchPath) is not { } docker) return false;
        try
        {
            await ComposeAsync(docker, (await File.ReadAllTextAsync(Marker, cancellationToken)).Trim(), ["stop", Service], cancellationToken);
        }
        catch (ChildProcessException e)
        {
            throw new NoDatabaseException($"The compose service {Service} did not stop: {e.Message}", e);
        }
        File.Delete(Marker);
        return true;
    }

    private async Task<ChildOutput> ComposeAsync(string docker, string composeFile, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var options = new ChildOptions { Timeout = TimeSpan.FromMinutes(10), Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PERSONETL_DB_PASSWORD"] = Password(composeFile) } };
        return await ChildProcess.RunCheckedAsync(docker, ["compose", "-f", composeFile, .. arguments], options, cancellationToken);
    }

    /// <summary>Null leaves it to the <c>.env</c> file beside the compose file.</summary>
    private string? Password(string composeFile)
    {
        if (Environment.GetEnvironmentVariable("PERSONETL_DB_PASSWORD") is { Length: > 0 } set) return set;
        if (File.Exists(Path.Combine(Path.GetDirectoryName(composeFile)!, ".env"))) return null;
        var path = Path.Combine(folder, "compose-password");
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(path, options);
            writer.Write(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        }
        return File.ReadAllText(path);
    }

    private static NpgsqlConnectionStringBuilder Connection(string place, string[] said)
    {
        var colon = place.LastIndexOf(':');
        if (colon < 0 || said.Length < 3 || !int.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw new NoDatabaseException($"The compose service {Service} runs, but publishes no port of its 5432. Publish one in the compose file, or set PERSONETL_PG.");
        var host = place[..colon] is "0.0.0.0" or "[::]" or "" ? "127.0.0.1" : place[..colon];
        return new() { Host = host, Port = port, Username = said[0], Database = RunningServer.DatabaseName, Password = said[2].TrimEnd('\r'), ApplicationName = "personetl" };
    }
}
