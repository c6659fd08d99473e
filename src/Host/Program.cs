using System.CommandLine;
using Olympus.Host.Verbs;

var root = new RootCommand("Olympus, the business operating system.")
{
    ServeVerb.Create(),
    MigrateVerb.Create(),
    VerifyVerb.Create(),
    ReplayVerb.Create(),
    OpenApiVerb.Create(),
    SchemaVerb.Create(),
};
return await root.Parse(args).InvokeAsync();
