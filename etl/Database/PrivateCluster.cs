using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace PersonEtl.Etl.Database;

/// <summary>
/// Our own cluster of one major version: <c>{home}/{major}/</c> with <c>data</c>, <c>password</c>, <c>server.log</c> and the socket.
/// It listens on loopback only and asks everyone for the password.
/// </summary>
internal sealed class PrivateCluster(string home, ServerUser? user, TimeSpan wait, Action<string> progress)
{
    private const string Account = "personetl";

    private readonly ChildOptions asServer = new() { User = user, Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>Whether the folder of a state is one of ours: a copied data folder still names the place it was copied from.</summary>
    public bool Owns(ClusterState state) => string.Equals(state.Folder, FolderOf(state.Major), StringComparison.Ordinal) && HasData(state.Major);

    /// <summary>The newest major version that has a cluster here, or null.</summary>
    public int? NewestMajor() => !Directory.Exists(home) ? null : Directory.EnumerateDirectories(home)
        .Select(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out var major) && HasData(major) ? major : (int?)null).Max();

    /// <summary>The server of a cluster if it runs, waited for if it is just starting; else null.</summary>
    public async Task<RunningServer?> FindRunningAsync(ClusterState state, CancellationToken cancellationToken)
    {
        if (PostmasterPort(state) is not { } port) return null;
        var running = state with { Port = port };
        var connection = Connection(running);
        try
        {
            return new(connection.ConnectionString, DatabaseWay.Running, await ServerAnswer.AskAsync(connection, cancellationToken), running);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.InvalidCatalogName)
        {
            return new(connection.ConnectionString, DatabaseWay.Running, await ServerAnswer.WaitAsync(connection, wait, progress, cancellationToken), running);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or SocketException)
        {
            return null; // the pid file outlived its server
        }
    }

    /// <summary>Makes the cluster of these binaries if it isn't there, starts it, and answers with it.</summary>
    /// <exception cref="NoDatabaseException">It could not be made or started; the message ends with the server's own last words.</exception>
    public async Task<RunningServer> StartAsync(ServerBinaries binaries, DatabaseWay way, int? wantedPort, CancellationToken cancellationToken)
    {
        var folder = FolderOf(binaries.Major);
        var state = new ClusterState(binaries.Major, binaries.Folder, folder, SocketFolder(folder) ?? "127.0.0.1", wantedPort ?? 0, Account, RunningServer.DatabaseName, Path.Combine(folder, "password"), user?.Name);
        if (await FindRunningAsync(state, cancellationToken) is { } running) return running with { Way = way };
        try
        {
            if (!HasData(binaries.Major)) await MakeAsync(binaries, state, cancellationToken);
            state = await LaunchAsync(binaries, state, cancellationToken);
        }
        catch (ChildProcessException e)
        {
            throw new NoDatabaseException($"PostgreSQL {binaries.Major} of {binaries.Folder} could not be started in {folder}: {e.Message}", e);
        }
        var connection = Connection(state);
        return new(connection.ConnectionString, way, await ServerAnswer.WaitAsync(connection, wait, progress, cancellationToken), state);
    }

    /// <summary>Stops the server; sessions are ended and nothing is lost. False when it didn't run.</summary>
    /// <exception cref="NoDatabaseException">It didn't stop.</exception>
    public async Task<bool> StopAsync(ClusterState state, CancellationToken cancellationToken)
    {
        if (await FindRunningAsync(state, cancellationToken) is null) return false;
        try
        {
            await ChildProcess.RunCheckedAsync(new ServerBinaries(state.Binaries, state.Major).Program("pg_ctl"), ["-D", state.DataFolder, "-m", "fast", "-w", "-t", "120", "stop"], asServer, cancellationToken);
            return true;
        }
        catch (ChildProcessException e)
        {
            throw new NoDatabaseException($"PostgreSQL in {state.Folder} did not stop: {e.Message}", e);
        }
    }

    private async Task MakeAsync(ServerBinaries binaries, ClusterState state, CancellationToken cancellationToken)
    {
        progress($"Making a PostgreSQL {binaries.Major} cluster in {state.Folder}{(user is null ? "" : $", run by the account {user.Name}")}.");
        Directory.CreateDirectory(state.Folder);
        if (!OperatingSystem.IsWindows()) foreach (var shared in new[] { home, state.Folder }) File.SetUnixFileMode(shared, File.GetUnixFileMode(shared) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        FileOwner.Give(state.Folder, user);
        foreach (var leftover in Directory.EnumerateDirectories(state.Folder, "data.new*")) Directory.Delete(leftover, recursive: true);
        WritePassword(state.PasswordFile);
        var made = Path.Combine(state.Folder, "data.new");
        await ChildProcess.RunCheckedAsync(binaries.Program("initdb"),
            ["-D", made, "-U", Account, "--pwfile", state.PasswordFile, "-A", "scram-sha-256", "-E", "UTF8", "--no-instructions", .. ClusterSettings.Locale(binaries.Major)], asServer, cancellationToken);
        await File.AppendAllTextAsync(Path.Combine(made, "postgresql.conf"), $"\ninclude '{ClusterSettings.FileName}'\n", cancellationToken);
        Directory.Move(made, state.DataFolder);
    }

    private async Task<ClusterState> LaunchAsync(ServerBinaries binaries, ClusterState wanted, CancellationToken cancellationToken)
    {
        var log = Path.Combine(wanted.Folder, "server.log");
        for (var attempt = 1; ; attempt++)
        {
            var state = wanted with { Port = attempt == 1 && IsFree(wanted.Port) ? wanted.Port : FreePort() };
            var settings = Path.Combine(state.DataFolder, ClusterSettings.FileName);
            await File.WriteAllTextAsync(settings, ClusterSettings.Text(state.Port, SocketFolder(state.Folder)), cancellationToken);
            FileOwner.Give(settings, user);
            var before = File.Exists(log) ? new FileInfo(log).Length : 0;
            var result = await ChildProcess.RunAsync(binaries.Program("pg_ctl"), ["-D", state.DataFolder, "-w", "-t", Math.Max(60, (int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture), "-l", log, "start"], asServer, cancellationToken);
            if (result.Succeeded) return state;
            var said = LogSince(log, before);
            // another program took the port between our look and the server's
            if (attempt == 3 || !said.Contains("could not bind", StringComparison.Ordinal)) throw new ChildProcessException(string.IsNullOrWhiteSpace(said) ? result.LastLines() : said);
        }
    }

    private static NpgsqlConnectionStringBuilder Connection(ClusterState state)
    {
        if (!File.Exists(state.PasswordFile)) throw new NoDatabaseException($"{state.PasswordFile}: expected the password of our PostgreSQL cluster, found no file.");
        return new() { Host = state.Host, Port = state.Port, Username = state.Username, Password = File.ReadAllText(state.PasswordFile).Trim(), Database = state.Database, ApplicationName = "personetl" };
    }

    private void WritePassword(string path)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(path, options)) file.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)) + "\n"));
        FileOwner.Give(path, user);
    }

    private string FolderOf(int major) => Path.Combine(home, major.ToString(CultureInfo.InvariantCulture));

    private bool HasData(int major) => File.Exists(Path.Combine(FolderOf(major), "data", "PG_VERSION"));

    /// <summary>The socket is faster than loopback; its path has to fit into the 107 bytes the system allows.</summary>
    private static string? SocketFolder(string folder)
        => !OperatingSystem.IsWindows() && Encoding.UTF8.GetByteCount(folder) + "/.s.PGSQL.65535".Length < 107 && !folder.Contains(',', StringComparison.Ordinal) ? folder : null;

    private static int? PostmasterPort(ClusterState state)
    {
        var path = Path.Combine(state.DataFolder, "postmaster.pid");
        if (!File.Exists(path)) return null;
        var lines = File.ReadAllLines(path);
        var ours = lines.Length >= 4 && string.Equals(Path.GetFullPath(lines[1]), Path.GetFullPath(state.DataFolder), StringComparison.Ordinal);
        return ours && int.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
    }

    private static string LogSince(string log, long position)
    {
        if (!File.Exists(log)) return "";
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = Math.Min(position, file.Length);
        using var reader = new StreamReader(file);
        return string.Join(Environment.NewLine, reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(8));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        if (port == 0) return false;
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
