namespace PersonEtl.DatabaseTests.Api;

/// <summary>The API over a migrated database in which nothing is published.</summary>
public sealed class EmptyApiServer : ApiServer
{
    protected override bool Filled => false;
}
