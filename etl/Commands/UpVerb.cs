using System.CommandLine;
using System.Text.Json;
using Npgsql;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;

namespace PersonEtl.Etl.Commands;

/// <summary><c>up</c>: finds or starts PostgreSQL, brings its schema up to date, and says how to connect.</summary>
internal static class UpVerb
{
    public static Command Build()
    {
        var showPassword = new Option<bool>("--show-password") { Description = "Print the connection string with its password." };
        var json = VerbJson.Option();
        var command = new Command("up", "Find or start PostgreSQL, apply the migrations, and say how to connect.") { showPassword, json };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(showPassword), parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool showPassword, bool json, CancellationToken cancellationToken)
    {
        var server = await new PostgresServer(Folders.FromEnvironment(), Console.Error.WriteLine).EnsureAsync(cancellationToken);
        var applied = await Migrations.ApplyAsync(server.ConnectionString, _ => { }, cancellationToken);
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        if (!showPassword) connection.Remove("Password");
        if (json) Console.WriteLine(JsonSerializer.Serialize(new
        {
            Way = server.Way.ToString().ToLowerInvariant(),
            server.Version,
            connection.Host,
            connection.Port,
            connection.Database,
            connection.Username,
            server.Cluster?.PasswordFile,
            DataFolder = server.Cluster?.DataFolder,
            MigrationsApplied = applied,
            connection.ConnectionString,
            Psql = Psql(connection, server.Cluster),
        }, VerbJson.Options));
        else
        {
            Console.WriteLine($"PostgreSQL {server.Version} answers ({Words(server)}).");
            Console.WriteLine(applied == 0 ? "The schema is up to date." : $"Migrations applied: {applied}.");
            Console.WriteLine($"Connection string: {connection.ConnectionString}");
            Console.WriteLine($"psql:              {Psql(connection, server.Cluster)}");
            Console.WriteLine("`down` stops a server that was started here.");
        }
        return ExitCode.Done;
    }

    private static string Words(RunningServer server) => server.Way switch
    {
        DatabaseWay.Given => "given by PERSONETL_PG",
        DatabaseWay.Docker => "service db of the compose file",
        _ => $"our own cluster in {server.Cluster?.DataFolder}, programs of {server.Cluster?.Binaries}",
    };

    private static string Psql(NpgsqlConnectionStringBuilder connection, ClusterState? cluster)
        => $"{(cluster is null ? "" : $"PGPASSWORD=$(cat '{cluster.PasswordFile}') ")}psql -h '{connection.Host}' -p {connection.Port} -U '{connection.Username}' '{connection.Database}'";
}
