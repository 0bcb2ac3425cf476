namespace PersonEtl.Etl.Mart;

internal sealed class Person { }
