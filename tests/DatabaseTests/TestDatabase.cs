namespace PersonEtl.DatabaseTests;

/// <summary>A database of its own for one test class, with all migrations applied: take it by <c>IClassFixture&lt;TestDatabase&gt;</c>.</summary>
public sealed class TestDatabase : IAsyncLifetime
{
    /// <summary>Of a superuser; pooled.</summary>
    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync() => ConnectionString = await (await TestServer.GetAsync()).CreateDatabaseAsync(migrated: true);

    public async Task DisposeAsync() => await (await TestServer.GetAsync()).DropDatabaseAsync(ConnectionString);
}
