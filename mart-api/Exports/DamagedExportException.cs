namespace PersonEtl.MartApi.Exports;

/// <summary>An export on disk isn't what its manifest says.</summary>
internal sealed class DamagedExportException(string message) : Exception(message);
