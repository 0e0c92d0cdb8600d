def graphql(request):
    raise NotImplementedError
