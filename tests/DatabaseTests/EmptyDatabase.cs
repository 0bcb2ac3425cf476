namespace PersonEtl.DatabaseTests;

/// <summary>A database of its own for one test class, with nothing in it: take it by <c>IClassFixture&lt;EmptyDatabase&gt;</c>.</summary>
public sealed class EmptyDatabase : IAsyncLifetime
{
    /// <summary>Of a superuser; pooled.</summary>
    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync() => ConnectionString = await (await TestServer.GetAsync()).CreateDatabaseAsync(migrated: false);

    public async Task DisposeAsync() => await (await TestServer.GetAsync()).DropDatabaseAsync(ConnectionString);
}
