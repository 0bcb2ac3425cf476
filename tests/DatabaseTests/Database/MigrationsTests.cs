using Npgsql;
using PersonEtl.Etl.Database;

namespace PersonEtl.DatabaseTests.Database;

public sealed class MigrationsTests(EmptyDatabase empty) : IClassFixture<EmptyDatabase>
{
    [Fact]
    public async Task Every_migration_is_applied_once_and_recorded_under_its_own_file()
    {
        var files = typeof(Migrations).Assembly.GetManifestResourceNames().Count(n => n.StartsWith(Migrations.ResourcePrefix, StringComparison.Ordinal));
        Assert.Equal(files, await Migrations.ApplyAsync(empty.ConnectionString, _ => { }, CancellationToken.None));
        Assert.Equal(0, await Migrations.ApplyAsync(empty.ConnectionString, _ => { }, CancellationToken.None));

        await using var source = NpgsqlDataSource.Create(empty.ConnectionString);
        await using var command = source.CreateCommand("select count(*)::int from public.changelog where type = 0 and success");
        Assert.Equal(files, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task An_account_that_may_make_roles_and_owns_its_database_applies_them_all_and_leaves_the_catalogue_alone()
    {
        var server = await TestServer.GetAsync();
        var database = await server.CreateDatabaseAsync(migrated: false);
        try
        {
            var given = new NpgsqlConnectionStringBuilder(database);
            await using (var source = NpgsqlDataSource.Create(database))
            {
                await using var command = source.CreateCommand($"create role plain_owner login createrole; alter database {given.Database} owner to plain_owner");
                await command.ExecuteNonQueryAsync();
            }
            given.Username = "plain_owner";
            Assert.NotEqual(0, await Migrations.ApplyAsync(given.ConnectionString, _ => { }, CancellationToken.None));

            await using var plain = NpgsqlDataSource.Create(given.ConnectionString);
            await using var touched = plain.CreateCommand("select count(*)::int from pg_class where relnamespace = 'pg_catalog'::regnamespace and 'vacuum_truncate=false' = any (reloptions)");
            Assert.Equal(0, await touched.ExecuteScalarAsync());
        }
        finally
        {
            await server.DropDatabaseAsync(database);
        }
    }

    [Fact]
    public async Task A_test_database_has_the_migrations_already()
    {
        var database = new TestDatabase();
        await database.InitializeAsync();
        try
        {
            Assert.Equal(0, await Migrations.ApplyAsync(database.ConnectionString, _ => { }, CancellationToken.None));
        }
        finally
        {
            await database.DisposeAsync();
        }
    }
}
