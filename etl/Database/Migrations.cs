using EvolveDb;
using EvolveDb.Configuration;
using Npgsql;

namespace PersonEtl.Etl.Database;

/// <summary>Brings a database to the schema of <c>sql/migrations</c>: each file once, in order, never changed after it was applied.</summary>
internal static class Migrations
{
    public const string ResourcePrefix = "PersonEtl.Sql.Migrations";

    /// <summary>Applies what is missing and answers how many files that was. Processes that do so at once wait for each other.</summary>
    /// <exception cref="EvolveException">A file failed or was changed after it had been applied.</exception>
    public static async Task<int> ApplyAsync(string connectionString, Action<string> log, CancellationToken cancellationToken)
    {
        // a session of its own: what a migration sets must not stay in the pool
        var connection = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        return await Task.Run(() => Apply(connection.ConnectionString, log), cancellationToken);
    }

    private static int Apply(string connectionString, Action<string> log)
    {
        using var connection = new NpgsqlConnection(connectionString);
        var evolve = new Evolve(connection, log)
        {
            EmbeddedResourceAssemblies = [typeof(Migrations).Assembly],
            EmbeddedResourceFilters = [ResourcePrefix],
            IsEraseDisabled = true,
            MetadataTableSchema = "public",
            TransactionMode = TransactionKind.CommitEach,
            CommandTimeout = 3600,
        };
        evolve.Migrate();
        return evolve.NbMigration;
    }
}
