namespace PersonEtl.MartApi;

/// <summary>What the API was told to work with can't be worked with; the message says what to do.</summary>
internal sealed class SetupException(string message) : Exception(message);
