namespace PersonEtl.DatabaseTests.Readers;

/// <summary>Someone who reads while nights are published.</summary>
internal interface IMartReader : IAsyncDisposable
{
    /// <summary>Reads once, and fails when what was read belongs to more than one generation.</summary>
    /// <returns>The generation.</returns>
    Task<int> ReadAsync();
}
